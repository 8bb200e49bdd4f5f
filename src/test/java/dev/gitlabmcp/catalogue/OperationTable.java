package dev.gitlabmcp.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The lines of the table of operations, for tests. */
final class OperationTable {
    private static final Path FILE = Path.of("src/main/resources/gitlab/operations.tsv");

    private OperationTable() {}

    /** The cells of each line. */
    static List<String[]> rows() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the operations whose flags are such. */
    static List<String> names(Predicate<String> flags) {
        return rows().stream()
                .filter(cells -> flags.test(cells.length > 6 ? cells[6] : ""))
                .map(cells -> cells[0])
                .toList();
    }
}
