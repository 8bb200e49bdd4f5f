package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.catalogue.Coverage.Kind;
import dev.gitlabmcp.catalogue.Coverage.Verdict;
import dev.gitlabmcp.catalogue.PeerServer.Operation;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.Toolset;
import java.util.List;
import java.util.stream.Collectors;

/** The page that sets other servers' tools against ours. */
final class CoveragePage {
    private static final String HEAD = """
            <!-- Written by CoverageTest; do not edit. -->

            # What other servers offer

            Every operation of three other MCP servers for GitLab, and the tool that does it here. An *operation* is a
            tool, or one action of a tool that takes several. *Same name*: the tool can be called here by the name it
            has there. *Later*: there are no tools for that kind of thing yet.

            | server | operations | here | same name | later | not offered |
            | --- | ---: | ---: | ---: | ---: | ---: |
            """;

    private CoveragePage() {}

    static String of(Coverage coverage, List<PeerServer> servers) {
        StringBuilder page = new StringBuilder(HEAD);
        for (PeerServer server : servers) {
            page.append("| %s | %d | %d | %d | %d | %d |\n"
                    .formatted(
                            server.title(),
                            server.operations().size(),
                            coverage.operations(server, Kind.HERE).count(),
                            coverage.operations(server, Kind.HERE)
                                    .filter(operation ->
                                            Coverage.byName(operation).isPresent())
                                    .count(),
                            coverage.operations(server, Kind.LATER).count(),
                            coverage.operations(server, Kind.NEVER).count()));
        }
        servers.forEach(server -> table(page, coverage, server));
        return page.toString();
    }

    private static void table(StringBuilder page, Coverage coverage, PeerServer server) {
        boolean sorted = server.operations().stream().noneMatch(o -> o.toolset().isEmpty());
        page.append("\n## ").append(server.title()).append("\n\n");
        page.append(sorted ? "| toolset | their tool" : "| their tool | action");
        page.append(" | here | remark |\n| --- | --- | --- | --- |\n");
        for (Operation operation : server.operations()) {
            Verdict verdict = coverage.of(server, operation);
            page.append((sorted ? "| %1$s | `%2$s`" : "| `%2$s` | `%3$s`")
                    .formatted(operation.toolset(), operation.tool(), operation.action()));
            page.append(" | %s | %s |\n".formatted(here(verdict), verdict.remark()));
        }
    }

    private static String here(Verdict verdict) {
        return switch (verdict.kind()) {
            case HERE -> verdict.tools().stream().map(CoveragePage::link).collect(Collectors.joining(", "));
            case LATER -> "later";
            case NEVER, MISSING -> "no";
        };
    }

    private static String link(ToolDefinition tool) {
        String code = "`" + tool.name() + "`";
        return GitLabCatalogue.toolsets().stream()
                .filter(set -> set.tools().contains(tool))
                .map(Toolset::name)
                .findFirst()
                .map(set -> "[%s](%s.md#%s)".formatted(code, set, tool.name()))
                .orElse(code);
    }
}
