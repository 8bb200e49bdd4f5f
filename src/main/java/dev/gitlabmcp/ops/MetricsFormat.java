package dev.gitlabmcp.ops;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A form in which metrics are shown. Chosen by quality value, then by how precisely the client names it (RFC 9110, 12.5.1);
 * what is named by a wildcard alone comes as text.
 */
enum MetricsFormat {
    OPEN_METRICS("application/openmetrics-text", 3, 2),
    JSON("application/json", 2, 1),
    TEXT("text/plain", 1, 3);

    private static final int EXACT = 2;

    private final String type;
    private final int ifNamed;
    private final int ifNot;

    /** What comes first among those that the client likes alike: by whether it names them, or a range that they are in. */
    MetricsFormat(String type, int ifNamed, int ifNot) {
        this.type = type;
        this.ifNamed = ifNamed;
        this.ifNot = ifNot;
    }

    /** One entry of the header: a media type or range, and its quality. */
    private record Range(String type, double quality) {

        static Range of(String entry) {
            String[] parts = entry.split(";", -1);
            double quality = Arrays.stream(parts)
                    .skip(1)
                    .map(String::strip)
                    .filter(parameter -> parameter.regionMatches(true, 0, "q=", 0, 2))
                    .map(parameter -> quality(parameter.substring(2)))
                    .findFirst()
                    .orElse(1.0);
            return new Range(parts[0].strip().toLowerCase(Locale.ROOT), quality);
        }

        private static double quality(String value) {
            try {
                double number = Double.parseDouble(value.strip());
                return number >= 0 && number <= 1 ? number : 0;
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        /** How precisely it names a type; negative when it does not. */
        int precision(String wanted) {
            if (type.equals(wanted)) {
                return EXACT;
            }
            if (type.equals(wanted.substring(0, wanted.indexOf('/')) + "/*")) {
                return 1;
            }
            return type.equals("*/*") ? 0 : -1;
        }
    }

    /** A form as the client rates it. */
    private record Rating(MetricsFormat format, int precision, double quality) {
        int rank() {
            return precision == EXACT ? format.ifNamed : format.ifNot;
        }
    }

    /** The form that a request with this {@code Accept} wants most; text where it wants none of them. */
    static MetricsFormat wanted(List<String> accept) {
        List<Range> ranges = accept.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(Range::of)
                .toList();
        return Arrays.stream(values())
                .map(format -> format.rated(ranges))
                .filter(rating -> rating.quality() > 0)
                .max(Comparator.comparingDouble(Rating::quality)
                        .thenComparingInt(Rating::precision)
                        .thenComparingInt(Rating::rank))
                .map(Rating::format)
                .orElse(TEXT);
    }

    /** The most precise range decides; of several alike the best. */
    private Rating rated(List<Range> ranges) {
        int precision =
                ranges.stream().mapToInt(range -> range.precision(type)).max().orElse(-1);
        double quality = ranges.stream()
                .filter(range -> precision >= 0 && range.precision(type) == precision)
                .mapToDouble(Range::quality)
                .max()
                .orElse(0);
        return new Rating(this, precision, quality);
    }
}
