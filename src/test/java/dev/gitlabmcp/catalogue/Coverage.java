package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.catalogue.PeerServer.Operation;
import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.ListingConfiguration;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of our tools do what other servers' tools do: as the mapping says, else by name or alias. The mapping says
 * {@code -} for what cannot be offered and {@code later} for kinds of things that have no tools yet.
 */
final class Coverage {
    private static final Path MAPPING = Path.of("src/test/resources/coverage.tsv");
    private static final Catalogue CATALOGUE = GitLabCatalogue.tools();
    /** What is in no toolset: the tools through which the others are found. */
    private static final List<ToolDefinition> FINDERS = ToolView.of(
                    CATALOGUE, ToolConfiguration.defaults().with(ListingConfiguration.of("", "", "find")))
            .listed();

    /** Whether an operation is offered. */
    enum Kind {
        /** By our tools. */
        HERE,
        /** Not yet. */
        LATER,
        /** Not at all, and why is said. */
        NEVER,
        /** Not at all, and nobody said why. */
        MISSING
    }

    /**
     * What stands against an operation.
     *
     * @param tools ours that do it, when it is offered
     * @param remark why it is not, or what is different
     */
    record Verdict(Kind kind, List<ToolDefinition> tools, String remark) {}

    /** A line of the mapping. */
    record Line(Key key, String ours, String remark) {
        boolean isLater() {
            return ours.equals("later");
        }

        boolean isNever() {
            return ours.equals("-");
        }

        List<String> names() {
            return isLater() || isNever() ? List.of() : List.of(ours.split(",", -1));
        }
    }

    /** An operation of one of the servers. */
    record Key(String letter, String tool, String action) {
        static Key of(PeerServer server, Operation operation) {
            return new Key(server.letter(), operation.tool(), operation.action());
        }
    }

    private final Map<Key, Line> lines;

    private Coverage(Map<Key, Line> lines) {
        this.lines = lines;
    }

    static Coverage read() {
        try {
            return new Coverage(Files.readAllLines(MAPPING).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(Coverage::line)
                    .collect(Collectors.toMap(
                            Line::key,
                            line -> line,
                            (one, other) -> {
                                throw new AssertionError("Twice in " + MAPPING + ": " + one.key);
                            },
                            LinkedHashMap::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        String[] cells = text.split("\t", -1);
        if (cells.length != 5) {
            throw new AssertionError("Not five columns in " + MAPPING + ": " + text);
        }
        return new Line(new Key(cells[0], cells[1], cells[2]), cells[3], cells[4]);
    }

    /** The lines of the mapping. */
    List<Line> lines() {
        return List.copyOf(lines.values());
    }

    /** Our tool of that name or alias. */
    static Optional<ToolDefinition> find(String name) {
        return CATALOGUE
                .find(name)
                .or(() -> FINDERS.stream()
                        .filter(tool ->
                                tool.name().equals(name) || tool.aliases().contains(name))
                        .findFirst());
    }

    /** What stands against this operation. */
    Verdict of(PeerServer server, Operation operation) {
        Line line = lines.get(Key.of(server, operation));
        if (line == null) {
            return byName(operation)
                    .map(tool -> new Verdict(Kind.HERE, List.of(tool), ""))
                    .orElse(new Verdict(Kind.MISSING, List.of(), ""));
        }
        Kind kind = line.isLater() ? Kind.LATER : line.isNever() ? Kind.NEVER : Kind.HERE;
        List<ToolDefinition> tools = line.names().stream()
                .map(name -> find(name).orElseThrow(() -> new AssertionError(line + " names no tool of ours: " + name)))
                .toList();
        return new Verdict(kind, tools, line.remark);
    }

    /** Our tool that is called as theirs, where theirs does one thing. */
    static Optional<ToolDefinition> byName(Operation operation) {
        return operation.action().isEmpty() ? find(operation.tool()) : Optional.empty();
    }

    /** The operations of that server against which this stands. */
    Stream<Operation> operations(PeerServer server, Kind kind) {
        return server.operations().stream().filter(operation -> of(server, operation).kind == kind);
    }
}
