package dev.gitlabmcp.gitlab;

/** What a request carries, as it is sent; the bytes are not copied and never changed. */
final class RequestBody {
    static final String JSON = "application/json";
    static final String BYTES = "application/octet-stream";

    private final String contentType;
    private final byte[] bytes;

    RequestBody(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    String contentType() {
        return contentType;
    }

    byte[] bytes() {
        return bytes;
    }
}
