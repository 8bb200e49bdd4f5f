package dev.gitlabmcp.ops;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** What a task writes. It is kept until the task has ended, since only then is known whether it is an answer or an error. */
final class TaskOutput extends PrintWriter {
    private final StringWriter text;
    private @Nullable AdminRefusal refusal;

    TaskOutput() {
        this(new StringWriter());
    }

    private TaskOutput(StringWriter text) {
        super(text);
        this.text = text;
    }

    /** In place of what was written: this is the answer. */
    void refuse(AdminRefusal newRefusal) {
        refusal = newRefusal;
    }

    @Nullable
    AdminRefusal refusal() {
        return refusal;
    }

    String text() {
        flush();
        return text.toString();
    }
}
