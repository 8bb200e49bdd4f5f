package dev.gitlabmcp.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.composite.JsonWritingUtils;
import net.logstash.logback.composite.loggingevent.KeyValuePairsJsonProvider;
import net.logstash.logback.composite.loggingevent.LogLevelJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggerNameJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventThreadNameJsonProvider;
import net.logstash.logback.composite.loggingevent.MessageJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.layout.LoggingEventCompositeJsonLayout;
import org.jspecify.annotations.Nullable;

/** Log lines for programs: one JSON object in each, with what belongs to the message as further members. */
final class JsonLayout {
    private JsonLayout() {}

    static LayoutBase<ILoggingEvent> of(LoggerContext context) {
        LoggingEventCompositeJsonLayout layout = new LoggingEventCompositeJsonLayout();
        layout.setContext(context);
        layout.setFindAndRegisterJacksonModules(false);
        layout.setJsonGeneratorDecorator(generator -> {
            generator.setCharacterEscapes(new Escapes());
            return generator;
        });
        layout.setLineSeparator("UNIX");
        LoggingEventFormattedTimestampJsonProvider time = new LoggingEventFormattedTimestampJsonProvider();
        time.setPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX");
        time.setTimeZone("UTC");
        JsonProviders<ILoggingEvent> members = layout.getProviders();
        add(members, time, "timestamp");
        add(members, new LogLevelJsonProvider(), "level");
        add(members, new LoggerNameJsonProvider(), "logger");
        add(members, new LoggingEventThreadNameJsonProvider(), "thread");
        add(members, new Masked(), "message");
        members.addProvider(new KeyValuePairsJsonProvider());
        add(members, new StackTraceJsonProvider(), "stack_trace");
        return layout;
    }

    private static <P extends AbstractFieldJsonProvider<ILoggingEvent> & JsonProvider<ILoggingEvent>> void add(
            JsonProviders<ILoggingEvent> members, P provider, String name) {
        provider.setFieldName(name);
        members.addProvider(provider);
    }

    /** The message without tokens. */
    private static final class Masked extends MessageJsonProvider {
        @Override
        public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
            JsonWritingUtils.writeStringField(
                    generator, getFieldName(), Printable.maskTokens(String.valueOf(event.getFormattedMessage())));
        }
    }

    /** JSON lets characters stand that some readers of logs take for line ends, and others that show nothing. */
    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final int[] ASCII = ascii();

        private static int[] ascii() {
            int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
            escapes[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ASCII.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            boolean unfit = !Character.isSurrogate((char) c) && Printable.isUnfit(String.valueOf((char) c), 0);
            return unfit ? new SerializedString(String.format("\\u%04x", c)) : null;
        }
    }
}
