package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.RequestRecord;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Where a request's record travels: among its attributes. Stateless. */
public final class RequestRecords {
    /** The attribute that holds the {@link RequestRecord}. */
    static final String ATTRIBUTE = RequestRecord.class.getName();

    private RequestRecords() {}

    /** The record of that request, a new one at first. */
    static RequestRecord of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestRecord known) {
            return known;
        }
        RequestRecord record = new RequestRecord();
        request.setAttribute(ATTRIBUTE, record);
        return record;
    }

    /** The record of that request; null for one that was refused before anything became known of it. */
    public static @Nullable RequestRecord find(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestRecord known ? known : null;
    }
}
