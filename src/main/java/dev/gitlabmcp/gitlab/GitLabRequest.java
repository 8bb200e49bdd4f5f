package dev.gitlabmcp.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to GitLab's REST API, relative to the instance's API URL, or to its GraphQL API. Values are encoded here and
 * nowhere else, so a value can never change which endpoint is reached.
 */
public final class GitLabRequest {
    private static final String GRAPHQL = "/api/graphql";

    private final Method method;
    private final String requestTarget;
    private final @Nullable RequestBody body;
    private final String accept;
    private final @Nullable GraphQl graphql;
    private final Sending sending;

    private GitLabRequest(
            Method method,
            String requestTarget,
            @Nullable RequestBody body,
            String accept,
            @Nullable GraphQl graphql,
            Sending sending) {
        this.method = method;
        this.requestTarget = requestTarget;
        this.body = body;
        this.accept = accept;
        this.graphql = graphql;
        this.sending = sending;
    }

    /** What the client may do with it. */
    private enum Sending {
        FREELY,
        /** A second time it would do something more, whatever its method says. */
        ONCE,
        NOT_AT_ALL
    }

    /**
     * What is to be known of a GraphQL request beside its body.
     *
     * @param changes whether it is a mutation
     * @param projects full paths of all projects that it concerns; empty when it may concern others, too
     */
    private record GraphQl(boolean changes, List<String> projects) {}

    /** The methods GitLab's API uses. */
    public enum Method {
        GET(true),
        HEAD(true),
        PUT(true),
        DELETE(true),
        POST(false),
        PATCH(false);

        private final boolean idempotent;

        Method(boolean idempotent) {
            this.idempotent = idempotent;
        }

        boolean isIdempotent() {
            return idempotent;
        }

        /** Whether it only reads (RFC 9110, 9.2.1). */
        public boolean isSafe() {
            return this == GET || this == HEAD;
        }

        private boolean takesBody() {
            return !isSafe();
        }
    }

    /** Starts a GET; the path is a template below {@code /api/v4} such as {@code /projects/{id}/issues}. */
    public static Builder get(String path) {
        return new Builder(Method.GET, path);
    }

    /** Starts a HEAD; the path is a template as in {@link #get}. */
    public static Builder head(String path) {
        return new Builder(Method.HEAD, path);
    }

    /** Starts a POST; the path is a template as in {@link #get}. */
    public static Builder post(String path) {
        return new Builder(Method.POST, path);
    }

    /** Starts a PUT; the path is a template as in {@link #get}. */
    public static Builder put(String path) {
        return new Builder(Method.PUT, path);
    }

    /** Starts a PATCH; the path is a template as in {@link #get}. */
    public static Builder patch(String path) {
        return new Builder(Method.PATCH, path);
    }

    /** Starts a DELETE; the path is a template as in {@link #get}. */
    public static Builder delete(String path) {
        return new Builder(Method.DELETE, path);
    }

    /**
     * A request to the GraphQL API, which is always a POST: https://docs.gitlab.com/api/graphql/
     *
     * @param content document and variables as JSON in UTF-8; not copied, and not to be changed any more
     * @param changes whether it is a mutation
     * @param projects full paths of all projects that it concerns; empty when it may concern others, too
     */
    public static GitLabRequest graphql(byte[] content, boolean changes, List<String> projects) {
        GraphQl graphql = new GraphQl(changes, List.copyOf(projects));
        return new GitLabRequest(
                Method.POST, GRAPHQL, new RequestBody(RequestBody.JSON, content), Builder.ANY, graphql, Sending.FREELY);
    }

    /** The same request, checked as ever but refused with {@link GitLabProblem.NotSent} in place of being sent. */
    public GitLabRequest dryRun() {
        return new GitLabRequest(method, requestTarget, body, accept, graphql, Sending.NOT_AT_ALL);
    }

    /** The same request, which is never sent again by itself where an attempt may have arrived. */
    public GitLabRequest once() {
        return new GitLabRequest(method, requestTarget, body, accept, graphql, Sending.ONCE);
    }

    /** Whether it must not be sent. */
    boolean isDryRun() {
        return sending == Sending.NOT_AT_ALL;
    }

    /** Whether it goes to the GraphQL API instead of below the API URL. */
    boolean isGraphQl() {
        return graphql != null;
    }

    /** Full paths of all projects that a GraphQL request concerns; empty when it may concern others, too. */
    List<String> graphqlProjects() {
        return graphql == null ? List.of() : graphql.projects;
    }

    /** Whether it changes nothing. */
    public boolean isSafe() {
        return graphql == null ? method.isSafe() : !graphql.changes;
    }

    /** Whether sending it twice has the effect of sending it once (RFC 9110, 9.2.2), so that it may be retried. */
    boolean isIdempotent() {
        return sending != Sending.ONCE && (graphql == null ? method.isIdempotent() : !graphql.changes);
    }

    /** The encoded path and query at an instance. */
    String targetAt(GitLabInstance instance) {
        String base = graphql == null
                ? instance.apiUrl().getRawPath()
                : instance.webUrl().getRawPath();
        return base + requestTarget;
    }

    /** The HTTP method. */
    public Method method() {
        return method;
    }

    /** The encoded path and query below the API URL, or the path of the GraphQL API, exactly as it is sent. */
    public String requestTarget() {
        return requestTarget;
    }

    /** The same request with another path and query, encoded as they are sent. */
    GitLabRequest at(String newTarget) {
        return new GitLabRequest(method, newTarget, body, accept, graphql, sending);
    }

    /** The value of the {@code Accept} header; any type unless one was asked for. */
    public String accept() {
        return accept;
    }

    /** The body as it is sent, if there is one. */
    @Nullable
    RequestBody body() {
        return body;
    }

    /** The media type of the body, if there is one. */
    public Optional<String> contentType() {
        return body == null ? Optional.empty() : Optional.of(body.contentType());
    }

    /** The size of the body in bytes; 0 without one. */
    public int contentLength() {
        return body == null ? 0 : body.bytes().length;
    }

    /** The body as it is sent when it is JSON; not a copy. A file that is uploaded names nothing in GitLab. */
    public byte @Nullable [] json() {
        return body != null && body.contentType().equals(RequestBody.JSON) ? body.bytes() : null;
    }

    /** Method and target, without the body. */
    @Override
    public String toString() {
        return method + " " + requestTarget;
    }

    /** Collects one request's values; for one thread and one use. */
    public static final class Builder {
        private static final String ANY = "*/*";

        private final Method method;
        private final String template;
        private final List<String> placeholders = new ArrayList<>(4);
        private final List<String> values = new ArrayList<>(4);
        private @Nullable StringBuilder query;
        private @Nullable RequestBody body;
        private String accept = ANY;

        private Builder(Method method, String template) {
            this.method = method;
            this.template = template;
        }

        /**
         * Gives a placeholder of the path its value, which becomes exactly one segment: {@code group/app} is sent as
         * {@code group%2Fapp}.
         *
         * @throws IllegalArgumentException when the placeholder has a value already, or when the value is empty or has a
         *     part that is {@code .} or {@code ..}: proxies that decode it would reach another endpoint
         */
        public Builder path(String placeholder, String value) {
            if (placeholders.contains(placeholder)) {
                throw new IllegalArgumentException("{" + placeholder + "} has two values.");
            }
            requireNoTraversal(placeholder, value);
            placeholders.add(placeholder);
            values.add(value);
            return this;
        }

        /** As {@link #path(String, String)}, for ids. */
        public Builder path(String placeholder, long value) {
            return path(placeholder, Long.toString(value));
        }

        /** Adds a parameter to the query; may be repeated, as {@code labels[]} and its like need. */
        public Builder query(String name, String value) {
            StringBuilder out = query;
            if (out == null) {
                out = new StringBuilder(64);
                query = out;
            }
            out.append(out.isEmpty() ? '?' : '&');
            PercentEncoding.append(out, name);
            out.append('=');
            PercentEncoding.append(out, value);
            return this;
        }

        /** Sets the JSON body, in UTF-8. The array is not copied and must not be changed any more. */
        public Builder json(byte[] content) {
            body = new RequestBody(RequestBody.JSON, content);
            return this;
        }

        /**
         * Sets a body of {@code multipart/form-data} that holds one file, as uploads need it.
         *
         * @param part the form's field, such as {@code file}
         * @param filename what the file is called; any characters
         * @param content the file's bytes, which are copied
         */
        public Builder file(String part, String filename, byte[] content) {
            return file(part, filename, content, Map.of());
        }

        /** As above, with other fields of the form before the file, by name. */
        public Builder file(String part, String filename, byte[] content, Map<String, String> fields) {
            body = MultipartFile.of(part, filename, content, fields);
            return this;
        }

        /** Sets a body of any bytes. The array is not copied and must not be changed any more. */
        public Builder bytes(byte[] content) {
            body = new RequestBody(RequestBody.BYTES, content);
            return this;
        }

        /** Asks for a media type other than the endpoint's own. */
        public Builder accept(String mediaType) {
            accept = mediaType;
            return this;
        }

        /**
         * The finished request.
         *
         * @throws IllegalArgumentException when a placeholder has no value, a value has no placeholder, the template is no
         *     plain path, or a GET or HEAD has a body
         */
        public GitLabRequest build() {
            if (body != null && !method.takesBody()) {
                throw new IllegalArgumentException(method + " takes no body.");
            }
            StringBuilder target = new StringBuilder(template.length() + 64);
            int used = appendPath(target);
            if (used < placeholders.size()) {
                throw new IllegalArgumentException(
                        "Not each of " + placeholders + " is a placeholder of " + template + ".");
            }
            if (query != null) {
                target.append(query);
            }
            return new GitLabRequest(method, target.toString(), body, accept, null, Sending.FREELY);
        }

        private int appendPath(StringBuilder target) {
            if (!template.startsWith("/")) {
                throw new IllegalArgumentException("The path " + template + " must start with a slash.");
            }
            int used = 0;
            int from = 0;
            for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
                int close = template.indexOf('}', open);
                if (close < 0) {
                    throw new IllegalArgumentException("The path " + template + " has an open brace.");
                }
                appendLiteral(target, from, open);
                PercentEncoding.append(target, valueOf(template.substring(open + 1, close)));
                used++;
                from = close + 1;
            }
            appendLiteral(target, from, template.length());
            return used;
        }

        private void appendLiteral(StringBuilder target, int from, int to) {
            for (int i = from; i < to; i++) {
                char c = template.charAt(i);
                if (c != '/' && !PercentEncoding.isUnreserved(c) && "$@()',=".indexOf(c) < 0) {
                    throw new IllegalArgumentException("The path " + template + " must not contain '" + c + "'.");
                }
            }
            target.append(template, from, to);
        }

        private String valueOf(String placeholder) {
            int index = placeholders.indexOf(placeholder);
            if (index < 0) {
                throw new IllegalArgumentException("{" + placeholder + "} of " + template + " has no value.");
            }
            return values.get(index);
        }

        private static void requireNoTraversal(String placeholder, String value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("The value of " + placeholder + " is empty.");
            }
            int from = 0;
            for (int i = 0; i <= value.length(); i++) {
                if (i == value.length() || value.charAt(i) == '/' || value.charAt(i) == '\\') {
                    if (PercentEncoding.isDots(value, from, i)) {
                        throw new IllegalArgumentException(
                                "The value of " + placeholder + " must not have '.' or '..' as a part of its path.");
                    }
                    from = i + 1;
                }
            }
        }
    }
}
