package dev.gitlabmcp.limit;

/** Whether a message may be read. */
public sealed interface Decision permits Admission, Over {}
