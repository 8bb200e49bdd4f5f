package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.session.Session;

/** The replies of 2024-11-05: everything goes on the stream that the client opened first. */
record StandaloneOutlet(Session session) implements Outlet {

    @Override
    public boolean emit(byte[] message) {
        session.standaloneStream().send(message);
        return true;
    }

    @Override
    public boolean canEmit() {
        return true;
    }

    @Override
    public void finish(byte[] message) {
        session.standaloneStream().send(message);
    }

    @Override
    public void finishWithoutAnswer() {}
}
