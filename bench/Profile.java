import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Prints where time and memory of a recording of Java's Flight Recorder went, as Markdown: {@code java Profile.java FILE.jfr}. Each
 * sample counts for the method it was taken in, and for the part whose frame is nearest to it, so that the Java library's own
 * methods count for whoever called them.
 */
public final class Profile {
    private static final int TIMES = 25;
    private static final int ALLOCATIONS = 15;
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("dev.gitlabmcp.", "this server");
        PARTS.put("org.eclipse.jetty.", "Jetty");
        PARTS.put("org.glassfish.jersey.inject.", "HK2");
        PARTS.put("org.glassfish.jersey.", "Jersey");
        PARTS.put("org.glassfish.hk2.", "HK2");
        PARTS.put("org.jvnet.hk2.", "HK2");
        PARTS.put("org.apache.hc.", "HttpClient");
        PARTS.put("com.fasterxml.jackson.", "Jackson");
        PARTS.put("io.dropwizard.metrics.", "Metrics");
        PARTS.put("com.codahale.metrics.", "Metrics");
        PARTS.put("io.dropwizard.", "Dropwizard");
        PARTS.put("io.github.resilience4j.", "Resilience4j");
        PARTS.put("io.github.bucket4j.", "Bucket4j");
        PARTS.put("com.github.benmanes.caffeine.", "Caffeine");
        PARTS.put("io.opentelemetry.", "OpenTelemetry");
        PARTS.put("org.slf4j.", "logging");
        PARTS.put("ch.qos.logback.", "logging");
        PARTS.put("com.google.re2j.", "RE2/J");
    }

    private final Map<String, Long> parts = new HashMap<>();
    private final Map<String, Long> methods = new HashMap<>();
    private final Map<String, Long> callers = new HashMap<>();
    private long total;

    private Profile() {}

    /** Reads the file named. */
    public static void main(String[] arguments) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(Path.of(arguments[0]));
        boolean exact =
                events.stream().anyMatch(event -> event.getEventType().getName().equals("jdk.CPUTimeSample"));
        List<String> time =
                exact ? List.of("jdk.CPUTimeSample") : List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
        of(events, time, event -> 1)
                .print("Time, " + (exact ? "as CPU time" : "as samples of running threads"), "time", TIMES);
        of(events, List.of("jdk.ObjectAllocationSample"), event -> event.getLong("weight"))
                .print("Allocation", "bytes", ALLOCATIONS);
    }

    /** A thread's first sample of allocation stands for all that the thread ever allocated: those of the beginning do not count. */
    private static Instant settled(List<RecordedEvent> events) {
        return events.stream()
                .map(RecordedEvent::getStartTime)
                .min(Instant::compareTo)
                .orElse(Instant.MIN)
                .plusSeconds(5);
    }

    private static Profile of(List<RecordedEvent> events, List<String> types, ToLongFunction<RecordedEvent> weight) {
        Profile profile = new Profile();
        Instant settled = settled(events.stream()
                .filter(event -> types.contains(event.getEventType().getName()))
                .toList());
        for (RecordedEvent event : events) {
            RecordedStackTrace stack = event.getStackTrace();
            if (types.contains(event.getEventType().getName())
                    && stack != null
                    && event.getStartTime().isAfter(settled)
                    && !isWaiting(stack)) {
                profile.add(event, stack.getFrames(), weight.applyAsLong(event));
            }
        }
        return profile;
    }

    /** The recorder counts threads that wait for the network as running native code. */
    private static boolean isWaiting(RecordedStackTrace stack) {
        String top = name(stack.getFrames().get(0));
        return top.matches("(sun\\.nio\\.ch\\.(EPoll\\.wait|Net\\.(poll|accept))|java\\.lang\\.(Process|ref)).*")
                || top.startsWith("jdk.internal.misc.Unsafe.park");
    }

    private void add(RecordedEvent event, List<RecordedFrame> frames, long weight) {
        total += weight;
        String kind =
                event.hasField("objectClass") ? event.getClass("objectClass").getName() + " in " : "";
        methods.merge(kind + line(frames.get(0)), weight, Long::sum);
        for (RecordedFrame frame : frames) {
            String part = part(frame);
            if (part != null) {
                parts.merge(part, weight, Long::sum);
                callers.merge(line(frame), weight, Long::sum);
                return;
            }
        }
        parts.merge("the Java library alone", weight, Long::sum);
    }

    private static String part(RecordedFrame frame) {
        String name = name(frame);
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            if (name.startsWith(part.getKey())) {
                String rest = name.substring(part.getKey().length());
                return part.getValue().equals("this server")
                        ? "this server, " + rest.substring(0, Math.max(0, rest.indexOf('.')))
                        : part.getValue();
            }
        }
        return name.matches("(java|jdk|sun|javax)\\..*") ? null : "others";
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static String line(RecordedFrame frame) {
        return name(frame) + ":" + frame.getLineNumber();
    }

    private void print(String title, String unit, int count) {
        table(title + ", by the part nearest", "part", unit, parts, Integer.MAX_VALUE);
        table(title + ", by method", "method", unit, methods, count);
        table(title + ", by the nearest frame outside the Java library", "frame", unit, callers, count);
    }

    private void table(String title, String what, String unit, Map<String, Long> counts, int count) {
        System.out.printf("## %s (%,d)%n%n| %s | %s |%n| --- | ---: |%n", title, total, what, unit);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(count)
                .forEach(entry ->
                        System.out.printf("| %s | %.1f %% |%n", entry.getKey(), 100.0 * entry.getValue() / total));
        System.out.println();
    }
}
