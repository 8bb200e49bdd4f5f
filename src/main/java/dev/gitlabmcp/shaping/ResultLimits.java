package dev.gitlabmcp.shaping;

/**
 * How large one result may get.
 *
 * @param maxBytes UTF-8 bytes of a result's text; 4,096 to 4,194,304, normally 49,152
 */
public record ResultLimits(int maxBytes) {
    /** 48 KiB: about 12,000 tokens, which leaves a model room for the next calls. */
    public static final ResultLimits DEFAULT = new ResultLimits(48 * 1024);

    public ResultLimits {
        if (maxBytes < 4096 || maxBytes > 4 * 1024 * 1024) {
            throw new IllegalArgumentException("maxBytes must be between 4096 and 4194304, but is " + maxBytes);
        }
    }
}
