package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Answers repeats of a call that changes something with the first result. A key means something for one caller at one
 * instance and one tool, for ten minutes after the call has ended, in this process alone. Thread-safe.
 */
final class Repeats {
    private static final Duration MEMORY = Duration.ofMinutes(10);
    /** What the results that are kept for one principal may hold together, in bytes: nobody pushes out another's. */
    private static final long MAX_BYTES = 64L * 1024;

    private static final int MAX_PRINCIPALS = 2_000;
    /** A larger result is kept as the fact alone that the call was carried out. */
    private static final int MAX_RESULT = 8 * 1024;

    private static final ObjectMapper CANONICAL =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Cache<String, Cache<Key, Kept>> kept;
    private final Ticker ticker;
    private final ConcurrentHashMap<Key, Running> running = new ConcurrentHashMap<>();

    /** A call that may be repeated; {@code principal} names caller and instance. */
    record Key(String principal, String tool, String key) {}

    private record Kept(String arguments, Answer answer) {}

    private record Running(String arguments, CompletableFuture<Void> ended) {}

    /**
     * How a call went.
     *
     * @param outcome as a label of metrics
     * @param settled whether something was changed for certain, or perhaps, so that it must not be done again
     */
    record Answer(CallToolResult result, String outcome, boolean settled) {}

    /** With that clock for what is kept. */
    Repeats(Ticker ticker) {
        this.ticker = ticker;
        this.kept = Caffeine.newBuilder()
                .maximumSize(MAX_PRINCIPALS)
                .expireAfterAccess(MEMORY)
                .ticker(ticker)
                .build();
    }

    private Cache<Key, Kept> keptFor(String principal) {
        return kept.get(
                principal,
                any -> Caffeine.newBuilder()
                        .maximumWeight(MAX_BYTES)
                        .weigher((Key key, Kept value) -> 500 + size(value.answer.result()))
                        .expireAfterWrite(MEMORY)
                        .ticker(ticker)
                        .build());
    }

    private static int size(CallToolResult result) {
        return result.content().stream()
                .mapToInt(block ->
                        block instanceof Content.Text text ? text.text().length() : 100_000)
                .sum();
    }

    /**
     * Makes the call, or waits for the one that was made before and gives its answer.
     *
     * @throws ToolException when the same key came with other arguments, or the time is over
     */
    Answer once(Key key, ObjectNode arguments, CallScope scope, Supplier<Answer> call) {
        String digest = digest(arguments);
        Running mine = new Running(digest, new CompletableFuture<>());
        while (true) {
            Running other = running.putIfAbsent(key, mine);
            if (other != null) {
                requireSame(other.arguments, digest);
                scope.await(other.ended);
                continue;
            }
            try {
                Cache<Key, Kept> own = keptFor(key.principal());
                Kept before = own.getIfPresent(key);
                if (before != null) {
                    requireSame(before.arguments, digest);
                    return repeated(before.answer.result());
                }
                Answer answer = call.get();
                if (answer.settled()) {
                    own.put(key, new Kept(digest, kept(answer)));
                }
                return answer;
            } finally {
                running.remove(key);
                mine.ended.complete(null);
            }
        }
    }

    private static Answer kept(Answer answer) {
        if (size(answer.result()) <= MAX_RESULT) {
            return answer;
        }
        return new Answer(
                ToolOutput.text(
                                "{\"ok\":true,\"note\":\"This call was carried out before; its result was too large to keep.\"}")
                        .toResult(),
                answer.outcome(),
                true);
    }

    /** A failure says that it is the first one's, since trying again with the same key is no use. */
    private static Answer repeated(CallToolResult first) {
        CallToolResult shown = first.isError() && first.content().get(0) instanceof Content.Text text
                ? CallToolResult.error(
                        text.text() + " (This is the result of the first call with this idempotency_key, which"
                                + " was not made again; look first, then give a new key to try again.)")
                : first;
        return new Answer(shown, "repeated", true);
    }

    private static void requireSame(String before, String now) {
        if (!before.equals(now)) {
            throw ToolException.invalid(
                    CallOptions.IDEMPOTENCY_KEY,
                    "was used for a call with other arguments; a repeat has the same arguments, and a new call a new key");
        }
    }

    /** The same for the same arguments in any order. */
    private static String digest(ObjectNode arguments) {
        try {
            byte[] text = CANONICAL.writeValueAsBytes(CANONICAL.treeToValue(arguments, Object.class));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
