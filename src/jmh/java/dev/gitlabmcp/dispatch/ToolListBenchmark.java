package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.catalogue.GitLabCatalogue;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.tool.ToolDefinition;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a page of {@code tools/list} costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ToolListBenchmark {
    private static final RequestId ID = RequestId.ofNumber(1);

    /** How many tools are listed. */
    @Param({"20", "650"})
    public int tools;

    private final ObjectNode first = Json.object();
    private List<SerializedString> entries = List.of();
    private ListPages pages = ListPages.of("tools", entries, 1);

    /** Takes as many of the catalogue's. */
    @Setup
    public void list() {
        entries = GitLabCatalogue.tools().tools().stream()
                .limit(tools)
                .map(ToolDefinition::listEntry)
                .toList();
        pages = ListPages.of("tools", entries, 1000);
    }

    /** A page for a modern client, as for every request. */
    @Benchmark
    public byte[] page() {
        return pages.page(first).modernAnswer(ID).json();
    }

    /** The same for a client that takes gzip. */
    @Benchmark
    public byte[] compressedPage() {
        return pages.page(first).modernAnswer(ID).gzip();
    }

    /** Serialising the pages, as once for each view. */
    @Benchmark
    public int serialise() {
        return ListPages.of("tools", entries, 1000).size();
    }
}
