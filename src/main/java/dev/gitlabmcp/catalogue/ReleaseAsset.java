package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.ReleaseTools.ASSET_PATH;
import static dev.gitlabmcp.catalogue.ReleaseTools.TAG_NAME;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Shows the file that a release's link leads to. GitLab's own address for downloads redirects to whatever the link's
 * author wrote, which may be any host of the network this server stands in. So the link is read first, and only a file
 * in GitLab is asked for, by a request of its own that is checked like every other. Stateless.
 */
final class ReleaseAsset {
    private static final String API = "/api/v4/";
    /** What of a project holds files: links must not lead to settings or secrets. */
    private static final Set<String> FILES = Set.of("packages", "jobs", "repository", "uploads");

    /** The page of a file in a job's artifacts, which takes no token; the API has the same file. */
    private static final Pattern ARTIFACT =
            Pattern.compile("([^?#]+)/-/jobs/(\\d{1,18})/artifacts/(?:raw|file)/([^?#]+)");

    private ReleaseAsset() {}

    static ToolOutput show(ToolCall call) {
        FileReading.checkPart(call);
        String path = call.get(ASSET_PATH).replaceFirst("^/+", "");
        JsonNode link = link(call, path);
        String url = link.path("url").asText();
        JsonText facts = new JsonText()
                .beginObject()
                .field("name", TextCleaner.prose(link.path("name").asText()))
                .field("url", TextCleaner.prose(url));
        facts.markUserText();
        Optional<GitLabRequest> file = file(call, link, url);
        if (file.isEmpty()) {
            facts.field("note", "not read here: it is no file behind the API of this GitLab");
            return ToolOutput.text(facts.endObject().finished());
        }
        return call.send(file.get(), answer -> {
            FileReading.size(answer, facts);
            return FileReading.content(call, answer, facts);
        });
    }

    /** The link of that path. */
    private static JsonNode link(ToolCall call, String path) {
        GitLabRequest request = GitLabRequest.get(ReleaseTools.ONE)
                .path("project_id", call.get(PROJECT_ID))
                .path("tag_name", call.get(TAG_NAME))
                .build();
        Set<String> others = new TreeSet<>();
        for (JsonNode link : SmallAnswers.tree(call, request).at("/assets/links")) {
            String direct = link.path("direct_asset_url").asText();
            int start = direct.indexOf("/downloads/");
            // Links without a path of their own have the address they lead to in its place.
            if (start >= 0 && !direct.equals(link.path("url").asText())) {
                String of = direct.substring(start + "/downloads/".length());
                if (of.equals(path)) {
                    return link;
                }
                others.add(TextCleaner.prose(of));
            }
        }
        throw new ToolException(new ToolProblem.NothingFound(
                "The release has no asset at " + TextCleaner.prose(path) + ".",
                others.isEmpty()
                        ? "None of its links has a direct path; list_release_links shows them."
                        : "It has "
                                + String.join(", ", others.stream().limit(20).toList()) + "."));
    }

    /** The request for a file in GitLab. */
    private static Optional<GitLabRequest> file(ToolCall call, JsonNode link, String url) {
        URI to = uri(url);
        if (to == null || !isHere(call, to, uri(link.path("direct_asset_url").asText()))) {
            return Optional.empty();
        }
        String base = call.context().principal().instance().webUrl().getRawPath();
        String path = to.getRawPath();
        if (!path.startsWith(base + "/")) {
            return Optional.empty();
        }
        String below = path.substring(base.length());
        try {
            return below.startsWith(API) ? ofApi(below.substring(API.length()), to.getRawQuery()) : ofPage(below);
        } catch (IllegalArgumentException e) {
            // Malformed, or with parts that no request may have.
            return Optional.empty();
        }
    }

    private static @Nullable URI uri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() == null || uri.getRawPath() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether this is the host that calls go to, or the one GitLab is known by, which may be another. */
    private static boolean isHere(ToolCall call, URI to, @Nullable URI known) {
        return to.getHost()
                        .equalsIgnoreCase(call.context().principal().instance().host())
                || (known != null && to.getHost().equalsIgnoreCase(known.getHost()));
    }

    private static Optional<GitLabRequest> ofApi(String path, @Nullable String query) {
        String[] segments = path.split("/", -1);
        if (segments.length < 4 || !segments[0].equals("projects") || !FILES.contains(segments[2])) {
            return Optional.empty();
        }
        StringBuilder template = new StringBuilder("/projects/{s1}/").append(segments[2]);
        for (int i = 3; i < segments.length; i++) {
            template.append("/{s").append(i).append('}');
        }
        GitLabRequest.Builder request = GitLabRequest.get(template.toString()).path("s1", decoded(segments[1]));
        for (int i = 3; i < segments.length; i++) {
            request.path("s" + i, decoded(segments[i]));
        }
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                request.query(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.of(request.build());
    }

    private static Optional<GitLabRequest> ofPage(String path) {
        Matcher artifact = ARTIFACT.matcher(path);
        if (!artifact.matches()) {
            return Optional.empty();
        }
        return Optional.of(GitLabRequest.get("/projects/{project_id}/jobs/{job_id}/artifacts/{artifact_path}")
                .path("project_id", decoded(artifact.group(1).substring(1)))
                .path("job_id", artifact.group(2))
                .path("artifact_path", decoded(artifact.group(3)))
                .build());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
