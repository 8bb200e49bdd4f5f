package dev.gitlabmcp.gitlab;

import java.io.IOException;
import java.time.Duration;

/** Sends requests to GitLab on behalf of a principal. */
public interface GitLabClient {

    /**
     * Sends one request and reads its answer while the connection is leased. Answers outside 2xx never reach the reader.
     *
     * @param timeout for the whole call, from lease to the last byte read, retries and redirects included
     * @param cancel closes the socket at once when raised
     * @throws GitLabException when GitLab refuses, cannot be reached, is too slow, or the call is cancelled
     */
    <T> T call(
            Principal principal, GitLabRequest request, Duration timeout, CancelSignal cancel, AnswerReader<T> reader);

    /** Reads a successful answer; must not keep the stream. */
    @FunctionalInterface
    interface AnswerReader<T> {
        T read(GitLabAnswer answer) throws IOException;
    }
}
