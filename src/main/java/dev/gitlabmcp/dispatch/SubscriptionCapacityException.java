package dev.gitlabmcp.dispatch;

/** No further subscription fits; to be answered with HTTP 503. Expected under load, so it carries no stack trace. */
final class SubscriptionCapacityException extends RuntimeException {

    SubscriptionCapacityException(String reason) {
        super("Server capacity reached: " + reason, null, false, false);
    }
}
