package dev.gitlabmcp.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.util.Locale;
import java.util.TimeZone;

/** The layout of the type {@code mcp}, for any appender of {@code config.yml}: text or JSON, with times in UTC. */
@JsonTypeName("mcp")
public final class McpLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {
    @JsonProperty
    private String format = "text";

    /** What the configuration gives as the format. */
    public String format() {
        return format;
    }

    /** Whether that is one of {@code text} and {@code json}; lines are text when it is not. */
    public boolean isKnown() {
        return isJson() || format.strip().equalsIgnoreCase("text");
    }

    @Override
    public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone unused) {
        LayoutBase<ILoggingEvent> layout = isJson() ? JsonLayout.of(context) : new TextLayout();
        layout.setContext(context);
        return layout;
    }

    private boolean isJson() {
        return format.strip().toLowerCase(Locale.ROOT).equals("json");
    }
}
