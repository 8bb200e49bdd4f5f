package dev.gitlabmcp.gitlab;

import java.io.InputStream;
import java.util.Optional;

/** GitLab's answer with a status of 2xx, to be read while its connection is leased. For one thread. */
public interface GitLabAnswer {

    /** The HTTP status, from 200 to 299. */
    int status();

    /** The first header of this name, in any case. */
    Optional<String> header(String name);

    /**
     * The decompressed body, empty when there is none; the same stream at each call. Need not be closed or read to its
     * end. Reading more than the client's limit throws a {@link GitLabException} with {@link GitLabProblem.TooLarge}.
     */
    InputStream body();

    /** The body's length in bytes, or -1 where it is not known, as for chunked and compressed answers. */
    long contentLength();

    /** Where the answer stands in its list. */
    default Paging paging() {
        return Paging.from(this::header);
    }

    /** The id under which GitLab logged the request. */
    default Optional<String> requestId() {
        return header("X-Request-Id");
    }
}
