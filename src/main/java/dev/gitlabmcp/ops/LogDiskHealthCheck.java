package dev.gitlabmcp.ops;

import com.codahale.metrics.health.HealthCheck;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether there is room for the log files. */
public final class LogDiskHealthCheck extends HealthCheck {
    private static final double WARN_BELOW = 10;
    private static final double UNHEALTHY_BELOW = 2;

    private final List<Path> directories;
    private final Measure measure;

    /** How much room there is where a directory is. */
    @FunctionalInterface
    interface Measure {
        /** The percentage of its file system that is free to this process. */
        double freePercent(Path directory) throws IOException;
    }

    /** That of these directories, which need not exist yet. */
    public LogDiskHealthCheck(Collection<Path> directories) {
        this(directories, LogDiskHealthCheck::freePercent);
    }

    LogDiskHealthCheck(Collection<Path> directories, Measure measure) {
        this.directories = directories.stream().distinct().sorted().toList();
        this.measure = measure;
    }

    @Override
    protected Result check() {
        List<String> said = new ArrayList<>();
        double least = 100;
        for (Path directory : directories) {
            try {
                double free = measure.freePercent(directory);
                least = Math.min(least, free);
                said.add(directory + " has " + Math.round(free) + " % free");
            } catch (IOException e) {
                said.add(directory + " cannot be looked at");
            }
        }
        String sentence = String.join(", ", said) + ".";
        if (least >= WARN_BELOW) {
            return Result.healthy(sentence);
        }
        String advice = sentence + " Delete old logs, or keep fewer (archivedFileCount, totalSizeCap).";
        return least < UNHEALTHY_BELOW ? Result.unhealthy(advice) : Result.healthy("Warning: " + advice);
    }

    private static double freePercent(Path directory) throws IOException {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        FileStore store = Files.getFileStore(there);
        long total = store.getTotalSpace();
        // Some file systems have no size.
        return total <= 0 ? 100 : 100.0 * store.getUsableSpace() / total;
    }
}
