package dev.gitlabmcp.shaping;

/** Makes a line of a CI job's log readable: no colours, no cursor movements, no section markers. Stateless. */
public final class LogText {
    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';

    private LogText() {}

    /**
     * The line as a terminal would show it in the end; what was overwritten after a carriage return is gone.
     *
     * @see <a href="https://docs.gitlab.com/ci/jobs/job_logs/">Job logs and their sections</a>
     */
    public static String plain(String line) {
        String text = line.indexOf(ESCAPE) < 0 ? line : withoutEscapes(line);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        int overwritten = text.lastIndexOf('\r', end - 1);
        String shown = text.substring(overwritten + 1, end);
        return TextCleaner.code(isMarker(shown) ? "" : shown);
    }

    /** Whether the line is there for a section marker only. */
    public static boolean isMarkerOnly(String line) {
        return (line.contains("section_start:") || line.contains("section_end:"))
                && plain(line).isEmpty();
    }

    private static boolean isMarker(String text) {
        int colon = text.indexOf(':');
        boolean marker = text.startsWith("section_start:") || text.startsWith("section_end:");
        return marker
                && colon + 1 < text.length()
                && Character.isDigit(text.charAt(colon + 1))
                && text.indexOf(' ') < 0;
    }

    private static String withoutEscapes(String line) {
        StringBuilder out = new StringBuilder(line.length());
        int from = 0;
        for (int escape = line.indexOf(ESCAPE); escape >= 0; escape = line.indexOf(ESCAPE, from)) {
            out.append(line, from, escape);
            from = afterEscape(line, escape + 1);
        }
        out.append(line, from, line.length());
        return out.toString();
    }

    /** ECMA-48: control sequences end with a letter or one of a few signs, command strings with BEL or ESC \. */
    private static int afterEscape(String line, int at) {
        if (at >= line.length()) {
            return at;
        }
        int i = at + 1;
        switch (line.charAt(at)) {
            case '[' -> {
                while (i < line.length() && (line.charAt(i) < 0x40 || line.charAt(i) > 0x7e)) {
                    i++;
                }
                return Math.min(i + 1, line.length());
            }
            case ']' -> {
                while (i < line.length() && line.charAt(i) != BELL && line.charAt(i) != ESCAPE) {
                    i++;
                }
                boolean terminator = i + 1 < line.length() && line.charAt(i) == ESCAPE && line.charAt(i + 1) == '\\';
                return Math.min(terminator ? i + 2 : i + 1, line.length());
            }
            default -> {
                return i;
            }
        }
    }
}
