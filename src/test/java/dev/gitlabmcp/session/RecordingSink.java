package dev.gitlabmcp.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that writes down what it is given. */
final class RecordingSink implements EventSink {
    private final List<String> log = new ArrayList<>();
    private boolean gone;

    List<String> log() {
        return log;
    }

    void disappear() {
        gone = true;
    }

    @Override
    public boolean event(@Nullable String id, byte[] data) {
        if (!gone) {
            log.add(id + ":" + new String(data, StandardCharsets.UTF_8));
        }
        return !gone;
    }

    @Override
    public void retry(long millis) {
        log.add("retry " + millis);
    }

    @Override
    public void end() {
        log.add("end");
    }
}
