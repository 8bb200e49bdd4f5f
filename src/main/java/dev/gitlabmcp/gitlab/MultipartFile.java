package dev.gitlabmcp.gitlab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Writes one file, and what goes with it, as a form (RFC 7578). Stateless. */
final class MultipartFile {
    private static final String LINE = "\r\n";

    private MultipartFile() {}

    /** The body with these fields and that file as its parts. */
    static RequestBody of(String part, String filename, byte[] content, Map<String, String> fields) {
        String boundary = boundary(content, fields);
        StringBuilder parts = new StringBuilder();
        fields.forEach((name, value) -> parts.append("--" + boundary + LINE)
                .append("Content-Disposition: form-data; name=\"" + quoted(name) + "\"" + LINE + LINE)
                .append(value)
                .append(LINE));
        parts.append("--" + boundary + LINE)
                .append("Content-Disposition: form-data; name=\"" + quoted(part) + "\"; filename=\"")
                .append(quoted(filename) + "\"" + LINE)
                .append("Content-Type: application/octet-stream" + LINE + LINE);
        byte[] head = parts.toString().getBytes(StandardCharsets.UTF_8);
        byte[] end = (LINE + "--" + boundary + "--" + LINE).getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[head.length + content.length + end.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(content, 0, body, head.length, content.length);
        System.arraycopy(end, 0, body, head.length + content.length, end.length);
        return new RequestBody("multipart/form-data; boundary=" + boundary, body);
    }

    /** Must not occur in the content; no file can be made that holds its own SHA-256. */
    private static String boundary(byte[] content, Map<String, String> fields) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            fields.values().forEach(value -> digest.update(value.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Escaped as browsers do it (WHATWG HTML, multipart/form-data encoding algorithm). */
    private static String quoted(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }
}
