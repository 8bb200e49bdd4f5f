package dev.gitlabmcp.ops;

import java.util.Map;

/**
 * Why a request to the admin port is not served.
 *
 * @param status the HTTP status, 400 or above
 * @param message a sentence for the operator, without anything secret
 * @param headers further headers of the answer
 */
record AdminRefusal(int status, String message, Map<String, String> headers) {

    AdminRefusal(int status, String message) {
        this(status, message, Map.of());
    }
}
