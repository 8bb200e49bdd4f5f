package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.session.Session;

/**
 * The replies of 2024-11-05: everything goes on the stream that the client opened first.
 *
 * @param post the answer to the message itself, which only says whether it was taken
 */
record StandaloneOutlet(Session session, ReplyChannel post) implements Outlet {

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
    public void finish(JsonMessage message) {
        session.standaloneStream().send(message.json());
    }

    /** Not on the stream: whoever has too many calls running may be one that does not read it. */
    @Override
    public void refuse(Refusal refusal) {
        Refusals.refuse(post, refusal);
    }

    @Override
    public void finishWithoutAnswer() {}
}
