package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.catalogue.Coverage.Key;
import dev.gitlabmcp.catalogue.Coverage.Kind;
import dev.gitlabmcp.catalogue.Coverage.Line;
import dev.gitlabmcp.catalogue.PeerServer.Operation;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nothing that other GitLab servers offer is missing here without a word. With {@code -Dcoverage.write=true} the page
 * that shows it is written.
 */
class CoverageTest {
    private static final Path PAGE = Path.of("docs/tools/coverage.md");
    private static final boolean WRITE = Boolean.getBoolean("coverage.write");
    private static final Coverage COVERAGE = Coverage.read();

    @Test
    void reference_isReadWhole() {
        List<PeerServer> servers = PeerServer.all();

        assertThat(servers).extracting(PeerServer::letter).containsExactly("A", "B", "C");
        for (PeerServer server : servers) {
            assertThat(server.operations())
                    .as(server.title())
                    .hasSize(server.counted())
                    .doesNotHaveDuplicates()
                    .allMatch(operation -> (operation.tool() + operation.action()).matches("[a-z_]+"));
        }
    }

    @Test
    void operations_haveACounterpartOrAReason() {
        for (PeerServer server : PeerServer.all()) {
            assertThat(COVERAGE.operations(server, Kind.MISSING))
                    .as("operations of %s that are neither offered nor explained", server.title())
                    .isEmpty();
        }
    }

    @Test
    void mapping_namesToolsOfOursOrSaysWhyThereAreNone() {
        for (Line line : COVERAGE.lines()) {
            if (line.isNever() || line.isLater()) {
                assertThat(line.remark()).as(line.toString()).isNotBlank();
            }
            assertThat(line.names().stream()
                            .filter(name -> Coverage.find(name)
                                    .map(ToolDefinition::name)
                                    .filter(name::equals)
                                    .isEmpty()))
                    .as("no names of tools of ours in %s", line)
                    .isEmpty();
        }
    }

    @Test
    void mapping_isAboutOperationsThatExist() {
        List<Key> existing = PeerServer.all().stream()
                .flatMap(server -> server.operations().stream().map(operation -> Key.of(server, operation)))
                .toList();

        assertThat(COVERAGE.lines().stream().map(Line::key).filter(key -> !existing.contains(key)))
                .isEmpty();
    }

    /** A line that repeats the name would hide a rename, and one that says "later" of what exists is out of date. */
    @Test
    void mapping_saysMoreThanTheName() {
        for (Line line : COVERAGE.lines()) {
            Operation operation =
                    new Operation("", line.key().tool(), line.key().action());
            Coverage.byName(operation).ifPresent(tool -> {
                assertThat(line.names()).as(line.toString()).contains(tool.name());
                assertThat(line.names().size() > 1 || !line.remark().isBlank())
                        .as("more than the name in %s", line)
                        .isTrue();
            });
        }
    }

    @Test
    void page_isWrittenFromTheCatalogue() throws IOException {
        String page = CoveragePage.of(COVERAGE, PeerServer.all());
        if (WRITE) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run this test with -Dcoverage.write=true").exists();
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}
