package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.session.EventSink;

/** The answer of a client that accepts both JSON and events. */
final class RecordingReply implements ReplyChannel {
    private final RecordingSink stream = new RecordingSink();
    private int status;

    RecordingSink stream() {
        return stream;
    }

    int status() {
        return status;
    }

    @Override
    public boolean acceptsJson() {
        return true;
    }

    @Override
    public boolean acceptsEvents() {
        return true;
    }

    @Override
    public boolean prefersEvents() {
        return false;
    }

    @Override
    public void header(String name, String value) {}

    @Override
    public void finish(int newStatus, JsonMessage message) {
        status = newStatus;
        stream.event(null, message.json());
        stream.end();
    }

    @Override
    public void accepted() {
        status = 202;
    }

    @Override
    public void empty(int newStatus) {
        status = newStatus;
    }

    @Override
    public EventSink openStream() {
        status = 200;
        return stream;
    }

    @Override
    public EventSink openStream(String event, byte[] data) {
        stream.event(null, data);
        return openStream();
    }

    @Override
    public void onDisconnect(Runnable action) {}

    @Override
    public void onEnd(Runnable action) {}

    @Override
    public void onDelay(Runnable action) {}
}
