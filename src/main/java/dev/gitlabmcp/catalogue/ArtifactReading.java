package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.ArtifactTools.ARTIFACT_PATH;
import static dev.gitlabmcp.catalogue.ArtifactTools.JOB;
import static dev.gitlabmcp.catalogue.ArtifactTools.REF;
import static dev.gitlabmcp.catalogue.Ids.JOB_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;

/** Shows single files of a job's artifacts, and what there is to know about the archive they are in. */
final class ArtifactReading {
    private ArtifactReading() {}

    static ToolOutput showFile(ToolCall call) {
        FileReading.checkPart(call);
        if (!call.has(JOB_ID) && !call.has(REF)) {
            throw ToolException.invalid("job_id", "is missing: give it, or ref and job");
        }
        if (call.has(REF) && !call.has(JOB)) {
            throw ToolException.invalid("job", "is missing: the name of the job, which ref needs");
        }
        return call.send(call.request(), answer -> {
            JsonText facts =
                    new JsonText().beginObject().field("artifact_path", TextCleaner.prose(call.get(ARTIFACT_PATH)));
            FileReading.size(answer, facts);
            return FileReading.content(call, answer, facts);
        });
    }

    /** The archive itself is of no use to a model, and nothing is stored here. */
    static ToolOutput showArchive(ToolCall call) {
        JsonText out = new JsonText().beginObject().name("job");
        call.scope().show(call.request(), ArtifactTools.ARCHIVE, call.scope().brief(), out);
        String arguments = new JsonText()
                .beginObject()
                .field("project_id", call.get(PROJECT_ID))
                .field("job_id", call.get(JOB_ID))
                .endObject()
                .toString();
        out.field("note", "archives are not downloaded; files in them: list_job_artifacts, get_job_artifact_file");
        out.field("next", "list_job_artifacts " + arguments);
        return ToolOutput.text(out.endObject().finished());
    }
}
