package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.RequestRecord;
import jakarta.servlet.http.HttpServletRequest;

/** Where a request's record travels: among its attributes. */
final class RequestRecords {
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
}
