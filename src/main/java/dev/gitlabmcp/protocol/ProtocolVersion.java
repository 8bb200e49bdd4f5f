package dev.gitlabmcp.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The protocol revisions this server speaks, oldest first.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">Versioning</a>
 */
public enum ProtocolVersion {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

    /** The revision offered to a legacy client that asks for one we do not know. */
    public static final ProtocolVersion LATEST_LEGACY = V2025_11_25;

    /** The revision assumed when a session-era request names none (2025-11-25, Transports, "Protocol Version Header"). */
    public static final ProtocolVersion ASSUMED = V2025_03_26;

    private static final List<String> MODERN = namesOf(Era.MODERN);

    private final String wireName;

    ProtocolVersion(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire, a date. */
    public String wireName() {
        return wireName;
    }

    /** The era this revision belongs to. */
    public Era era() {
        return compareTo(V2026_07_28) >= 0 ? Era.MODERN : Era.LEGACY;
    }

    /** Whether this revision is that one or a later one. */
    public boolean isAtLeast(ProtocolVersion other) {
        return compareTo(other) >= 0;
    }

    /** The revision of that name, or empty when this server does not speak it. */
    public static Optional<ProtocolVersion> ofWireName(String name) {
        return Arrays.stream(values()).filter(v -> v.wireName.equals(name)).findFirst();
    }

    /** Whether a version string, known or not, belongs to the modern era; versions are dates and compare as text. */
    public static boolean isModernName(String name) {
        return name.compareTo(V2026_07_28.wireName) >= 0;
    }

    /** Wire names of the modern revisions spoken here, as {@code server/discover} lists them. */
    public static List<String> modernNames() {
        return MODERN;
    }

    private static List<String> namesOf(Era era) {
        return Arrays.stream(values())
                .filter(v -> v.era() == era)
                .map(ProtocolVersion::wireName)
                .toList();
    }
}
