package dev.gitlabmcp.trace;

/** The trace that a caller sent along: handed on as it is, since there is no span of ours between. Immutable. */
record PassedOn(TraceContext parent) implements CallTrace {

    @Override
    public String traceId() {
        return parent.traceId();
    }

    @Override
    public RequestTrace request(OutgoingRequest request) {
        return () -> parent;
    }
}
