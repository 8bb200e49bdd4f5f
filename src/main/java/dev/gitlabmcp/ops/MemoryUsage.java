package dev.gitlabmcp.ops;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of this process in bytes.
 *
 * @param rss resident; where the system does not tell, what the Java runtime has committed
 * @param heapTotal committed Java heap
 * @param heapUsed used Java heap
 * @param external direct buffers
 */
public record MemoryUsage(long rss, long heapTotal, long heapUsed, long external) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    /** As it is now. */
    public static MemoryUsage now() {
        var memory = ManagementFactory.getMemoryMXBean();
        long committed = memory.getHeapMemoryUsage().getCommitted();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long known = committed + memory.getNonHeapMemoryUsage().getCommitted() + direct;
        return new MemoryUsage(
                resident(known), committed, memory.getHeapMemoryUsage().getUsed(), direct);
    }

    private static long resident(long otherwise) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
    }
}
