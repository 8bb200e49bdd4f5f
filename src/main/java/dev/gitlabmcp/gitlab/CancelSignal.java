package dev.gitlabmcp.gitlab;

/** How a call to GitLab learns that its caller no longer wants the answer. */
@FunctionalInterface
public interface CancelSignal {

    /** A call that nobody cancels. */
    CancelSignal NEVER = action -> () -> {};

    /**
     * Registers an action for the moment of cancellation; runs it at once when that has passed.
     *
     * @return forgets the action again
     */
    Runnable onCancel(Runnable action);
}
