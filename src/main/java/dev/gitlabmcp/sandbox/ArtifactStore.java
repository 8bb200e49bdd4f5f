package dev.gitlabmcp.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The object storage that keeps the artifacts: another origin than GitLab, to which GitLab redirects with a signed
 * URL. A client has no business sending its token here; what it sends is on record.
 */
public final class ArtifactStore {
    private static final String FOLDER = "/artifacts/";

    private final RequestLog log = new RequestLog("");
    private @Nullable URI url;

    ArtifactStore() {}

    void at(URI origin) {
        url = origin;
    }

    /** The origin, such as {@code http://127.0.0.1:4321}. */
    public URI url() {
        return Objects.requireNonNull(url, "not started");
    }

    /** The requests received, oldest first. */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /** Whether any request carried {@code Private-Token}, {@code JOB-TOKEN}, {@code Authorization} or a cookie. */
    public boolean credentialsSeen() {
        return log.all().stream()
                .anyMatch(request -> request.headers().containsKey("Private-Token")
                        || request.headers().containsKey("JOB-TOKEN")
                        || request.headers().containsKey("Authorization")
                        || request.headers().containsKey("Cookie"));
    }

    RequestLog log() {
        return log;
    }

    static String signedUrl(World world, Job job) {
        String key = GitHash.sha256(("job " + job.id).getBytes(StandardCharsets.UTF_8));
        return world.artifactsUrl() + FOLDER + job.id + "/artifacts.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature=" + key;
    }

    /** The archive for a path handed out by {@link #signedUrl}. */
    SandboxResponse answer(Request request, World world) {
        String target = world.artifactsUrl() + request.getHttpURI().getPathQuery();
        for (Project project : world.projects) {
            for (Pipeline pipeline : project.pipelines) {
                for (Job job : pipeline.jobs) {
                    if (target.equals(signedUrl(world, job))) {
                        return SandboxResponse.bytes("application/zip", archive(job))
                                .with(Map.of("ETag", "\"" + GitHash.md5(archive(job)) + "\""));
                    }
                }
            }
        }
        String denied = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AccessDenied</Code></Error>";
        return new SandboxResponse(
                403, Map.of("Content-Type", "application/xml"), denied.getBytes(StandardCharsets.UTF_8));
    }

    /** A job's artifacts: a zip with a report and the commit it was made from. */
    static byte[] archive(Job job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "build/REVISION", job.pipeline.commit.sha + "\n");
            put(zip, "reports/" + job.spec.name() + ".txt", "job " + job.id + " of " + job.pipeline.ref + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
