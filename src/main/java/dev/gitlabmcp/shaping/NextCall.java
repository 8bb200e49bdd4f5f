package dev.gitlabmcp.shaping;

import java.util.Map;

/** Writes down the call that continues where a result was cut. */
@FunctionalInterface
public interface NextCall {

    /**
     * The present call with some arguments changed, e.g. {@code list_issues {"project_id":"a/b","page":2}}.
     *
     * @param changes argument names and their new values, in the order in which they are to appear
     */
    String with(Map<String, Object> changes);
}
