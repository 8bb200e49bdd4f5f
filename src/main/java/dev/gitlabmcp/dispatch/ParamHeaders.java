package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.HeaderValue;
import dev.gitlabmcp.protocol.McpHeaders;
import dev.gitlabmcp.protocol.ProtocolException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that a tool wants repeated as {@code Mcp-Param-*} headers, so that proxies can route by them.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable HTTP,
 *     custom headers from tool parameters</a>
 */
record ParamHeaders(List<Entry> entries) {
    private static final String ANNOTATION = "x-mcp-header";

    /** One annotated property: the header's name without its prefix, and the way to the property. */
    record Entry(String header, List<String> path) {}

    ParamHeaders {
        entries = List.copyOf(entries);
    }

    /** The annotated properties of an input schema. */
    static ParamHeaders of(ObjectNode inputSchema) {
        List<Entry> entries = new ArrayList<>();
        collect(inputSchema, List.of(), entries);
        return new ParamHeaders(entries);
    }

    private static void collect(JsonNode schema, List<String> path, List<Entry> entries) {
        schema.path("properties").properties().forEach(property -> {
            List<String> here = new ArrayList<>(path);
            here.add(property.getKey());
            String header = property.getValue().path(ANNOTATION).asText("");
            if (!header.isEmpty()) {
                entries.add(new Entry(header, List.copyOf(here)));
            }
            collect(property.getValue(), here, entries);
        });
    }

    /**
     * Compares headers and arguments.
     *
     * @throws ProtocolException when a header is missing, broken, or differs from its argument
     */
    void check(McpHeaders headers, JsonNode arguments) {
        for (Entry entry : entries) {
            JsonNode argument = arguments;
            for (String name : entry.path()) {
                argument = argument.path(name);
            }
            check(entry.header(), headers.params().get(entry.header().toLowerCase(Locale.ROOT)), argument);
        }
    }

    private static void check(String name, @Nullable String header, JsonNode argument) {
        boolean given = argument.isValueNode() && !argument.isNull();
        if (header == null) {
            if (given) {
                throw mismatch("The header Mcp-Param-" + name + " is missing; it must repeat the argument's value.");
            }
            return;
        }
        Optional<String> decoded = HeaderValue.decode(header);
        if (decoded.isEmpty()) {
            throw mismatch("The header Mcp-Param-" + name
                    + " cannot be decoded; write it plainly in ASCII or as =?base64?…?=.");
        }
        if (!given || !isSame(decoded.get(), argument)) {
            throw mismatch("The header Mcp-Param-" + name + " differs from the argument.");
        }
    }

    private static boolean isSame(String header, JsonNode argument) {
        if (argument.isIntegralNumber()) {
            try {
                return new BigInteger(header).equals(argument.bigIntegerValue());
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return header.equals(argument.asText());
    }

    private static ProtocolException mismatch(String message) {
        return new ProtocolException(ErrorCode.HEADER_MISMATCH, message);
    }
}
