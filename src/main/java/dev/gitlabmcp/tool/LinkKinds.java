package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of parameter that name something in GitLab, by number, by path or by the URL of its page. */
final class LinkKinds {
    private static final int MAX_PATH = 1_024;

    private LinkKinds() {}

    /** A project or a group: number, full path or URL. */
    record Namespace(String what) implements Kind<String> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "string");
        }

        @Override
        public String read(JsonNode value, Argument argument) {
            if (value.isIntegralNumber() && value.longValue() > 0) {
                return value.asText();
            }
            String text = value.isTextual() ? value.textValue().strip() : "";
            if (GitLabLink.isLink(text)) {
                return argument.link(text).namespace();
            }
            String path = text.replace("%2F", "/").replace("%2f", "/");
            if (path.isEmpty() || path.length() > MAX_PATH || !isPath(path)) {
                throw argument.expected("a " + what + "'s number, full path (group/name) or URL", value);
            }
            return path;
        }

        private static boolean isPath(String path) {
            int start = 0;
            for (int i = 0; i <= path.length(); i++) {
                if (i == path.length() || path.charAt(i) == '/') {
                    String segment = path.substring(start, i);
                    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                        return false;
                    }
                    start = i + 1;
                } else if (path.charAt(i) <= ' ' || "?#%\\\"<>".indexOf(path.charAt(i)) >= 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void json(String value, JsonText out) {
            out.string(value);
        }
    }

    /** An id within GitLab or a project: number, or the URL of one of these pages, which also names the project. */
    record Id(List<String> pages, @Nullable String projectIn) implements Kind<Long> {
        /** As GitLab writes references: {@code group/app#7}, {@code group/app!7}. */
        private static final Pattern REFERENCE = Pattern.compile("([^\\s#!]+/[^\\s#!]+)([#!])(\\d{1,10})");

        Id(List<String> pages) {
            this(pages, null);
        }

        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "string");
        }

        @Override
        public Long read(JsonNode value, Argument argument) {
            String text = value.isTextual() ? value.textValue().strip() : "";
            if (GitLabLink.isLink(text)) {
                return ofLink(argument.link(text), argument);
            }
            Matcher reference = REFERENCE.matcher(text);
            if (reference.matches() && pages.contains(reference.group(2).equals("#") ? "issues" : "merge_requests")) {
                found(reference.group(1), argument);
                return Long.parseLong(reference.group(3));
            }
            boolean marked = text.startsWith("#") || text.startsWith("!");
            long number =
                    marked ? digits(text.substring(1), value, argument) : ScalarKinds.wholeNumber(value, argument);
            if (number < 1) {
                throw argument.expected(words(), value);
            }
            return number;
        }

        private long ofLink(GitLabLink link, Argument argument) {
            if (pages.isEmpty()) {
                throw argument.refuse("takes no URL; it must be " + words());
            }
            if (link.page() == null || !pages.contains(link.page()) || link.number() < 1) {
                throw argument.refuse("is a URL of another kind of page; it must be " + words());
            }
            found(link.namespace(), argument);
            return link.number();
        }

        private void found(String project, Argument argument) {
            if (projectIn == null) {
                argument.foundProject(project);
            } else {
                argument.elsewhere().put(projectIn, project);
            }
        }

        private long digits(String text, JsonNode value, Argument argument) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw argument.expected(words(), value);
            }
        }

        private String words() {
            return pages.isEmpty() ? "a number from 1" : "a number from 1, or the full URL of its page";
        }

        @Override
        public void json(Long value, JsonText out) {
            out.number(value);
        }
    }

    /** As {@link Id}, for numbers counted within a project. */
    record Iid(Id id) implements Kind<Integer> {
        @Override
        public void describe(ObjectNode schema) {
            id.describe(schema);
        }

        @Override
        public Integer read(JsonNode value, Argument argument) {
            long number = id.read(value, argument);
            if (number > Integer.MAX_VALUE) {
                throw argument.refuse("is no number within a project; give the iid, which stands behind # or !");
            }
            return (int) number;
        }

        @Override
        public void json(Integer value, JsonText out) {
            out.number(value);
        }
    }

    /** A commit: id or name, or the URL of its page. */
    record Commit() implements Kind<String> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "string");
        }

        @Override
        public String read(JsonNode value, Argument argument) {
            String text = value.isTextual() || value.isIntegralNumber()
                    ? value.asText().strip()
                    : "";
            if (!GitLabLink.isLink(text)) {
                if (text.isEmpty() || text.length() > MAX_PATH) {
                    throw argument.expected("a commit id, branch or tag, or the full URL of a commit", value);
                }
                return text;
            }
            GitLabLink link = argument.link(text);
            int end = link.rest().indexOf('/');
            String sha = end < 0 ? link.rest() : link.rest().substring(0, end);
            if (!"commit".equals(link.page()) || sha.isEmpty()) {
                throw argument.refuse("is a URL of another kind of page; it must be that of a commit");
            }
            argument.foundProject(link.namespace());
            return sha;
        }

        @Override
        public void json(String value, JsonText out) {
            out.string(value);
        }
    }

    /** A path in a repository, or the URL of its page. */
    record FilePath() implements Kind<String> {
        private static final Pattern LINES = Pattern.compile("#L(\\d{1,8})(?:-L?(\\d{1,8}))?$");
        private static final List<String> PAGES = List.of("blob", "raw", "blame", "tree", "edit");

        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "string");
        }

        @Override
        public String read(JsonNode value, Argument argument) {
            if (!value.isTextual() || value.textValue().length() > ScalarKinds.TEXT_CHARS) {
                throw argument.expected("a path from the repository's root, or the full URL of a file", value);
            }
            String text = value.textValue();
            if (!GitLabLink.isLink(text.strip())) {
                return text;
            }
            GitLabLink link = argument.link(text);
            if (link.page() == null
                    || !PAGES.contains(link.page())
                    || link.rest().isEmpty()) {
                throw argument.refuse("is a URL of another kind of page; it must be that of a file or directory");
            }
            argument.foundProject(link.namespace());
            Matcher lines = LINES.matcher(text);
            if (lines.find()) {
                argument.lines().put("start_line", Integer.valueOf(lines.group(1)));
                argument.lines()
                        .put("end_line", Integer.valueOf(lines.group(2) == null ? lines.group(1) : lines.group(2)));
            }
            // Where the ref ends is only certain when it is given, too: branches may hold slashes.
            String given = argument.givenRef();
            String rest = link.rest();
            int end = given != null && rest.startsWith(given + "/") ? given.length() : rest.indexOf('/');
            argument.foundRef(end < 0 ? rest : rest.substring(0, end));
            return end < 0 ? "" : rest.substring(end + 1);
        }

        @Override
        public void json(String value, JsonText out) {
            out.string(value);
        }
    }
}
