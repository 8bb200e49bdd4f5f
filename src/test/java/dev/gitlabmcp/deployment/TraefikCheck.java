package dev.gitlabmcp.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is wrong with Traefik's two kinds of configuration. */
final class TraefikCheck {
    /** Of 3.7, and in neither the schemas nor the reference files. */
    private static final Set<String> NEWER =
            Set.of("accessLog.fields.queryParameters", "accessLog.fields.queryParameters.defaultMode");

    /** Parts of a configuration whose keys are names of one's own choice. */
    private static final Pattern NAMED =
            Pattern.compile("http\\.(routers|services|middlewares|serversTransports)|tls\\.options"
                    + "|http\\.middlewares\\.\\*\\.headers\\.custom(Request|Response)Headers|entryPoints|certificatesResolvers"
                    + "|accessLog\\.fields(\\.headers)?\\.names");

    private TraefikCheck() {}

    /** The files of a configuration as one, with this host in place of the variable. */
    static JsonNode dynamic(List<String> files, String host) {
        JsonNode whole = StrictYaml.parse("{}");
        for (String file : files) {
            merge((ObjectNode) whole, StrictYaml.parse(file.replace("{{ env \"MCP_HOST\" }}", host)));
        }
        if (whole.toString().contains("{{")) {
            throw new IllegalArgumentException("a template that is not known here");
        }
        return whole;
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(entry -> {
            if (into.has(entry.getKey())) {
                throw new IllegalArgumentException(entry.getKey() + " is in two files");
            }
            into.set(entry.getKey(), entry.getValue());
        });
    }

    /**
     * Offences against a schema, and keys that the reference file of all keys does not have. A key that the schema alone does
     * not know is none: it lags behind.
     */
    static List<String> offences(JsonNode configuration, Path schema, Path reference) {
        Set<String> known = new TreeSet<>(NEWER);
        collect("", StrictYaml.read(reference), known);
        Schema rules =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(StrictYaml.read(schema));
        List<String> offences = new ArrayList<>(rules.validate(configuration).stream()
                .filter(error -> !isKnown(error, known))
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList());
        Set<String> used = new TreeSet<>();
        collect("", configuration, used);
        used.removeAll(known);
        used.forEach(key -> offences.add("no key " + key));
        return offences;
    }

    private static boolean isKnown(Error error, Set<String> known) {
        if (!error.getKeyword().equals("additionalProperties")) {
            return false;
        }
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            append(place, String.valueOf(error.getInstanceLocation().getElement(i)));
        }
        append(place, error.getProperty());
        return known.contains(place.toString());
    }

    private static void append(StringBuilder place, String key) {
        boolean anyName = NAMED.matcher(place).matches();
        place.append(place.isEmpty() ? "" : ".").append(anyName ? "*" : key);
    }

    private static void collect(String place, JsonNode node, Set<String> into) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            StringBuilder inner = new StringBuilder(place);
            append(inner, entry.getKey());
            into.add(inner.toString());
            collect(inner.toString(), entry.getValue(), into);
        }
    }

    /** Names that are used and not defined, and rules that are none. */
    static List<String> danglingNames(JsonNode fixed, JsonNode dynamic) {
        List<String> problems = new ArrayList<>();
        JsonNode http = dynamic.path("http");
        for (JsonNode router : http.path("routers")) {
            require(http.path("services"), router.path("service"), "service", problems);
            router.path("middlewares").forEach(name -> require(http.path("middlewares"), name, "middleware", problems));
            try {
                new TraefikRule(router.path("rule").asText());
            } catch (RuntimeException e) {
                problems.add(e.getMessage());
            }
        }
        for (JsonNode service : http.path("services")) {
            JsonNode failover = service.path("failover");
            failover.properties().forEach(role -> require(http.path("services"), role.getValue(), "service", problems));
            JsonNode transport = service.path("loadBalancer").path("serversTransport");
            if (service.has("loadBalancer")) {
                require(http.path("serversTransports"), transport, "transport", problems);
            }
        }
        for (JsonNode middleware : http.path("middlewares")) {
            middleware
                    .path("chain")
                    .path("middlewares")
                    .forEach(name -> require(http.path("middlewares"), name, "middleware", problems));
        }
        for (JsonNode entryPoint : fixed.path("entryPoints")) {
            JsonNode options = entryPoint.path("http");
            options.path("middlewares")
                    .forEach(name -> require(http.path("middlewares"), name, "middleware", problems));
            if (options.has("tls")) {
                require(dynamic.path("tls").path("options"), options.at("/tls/options"), "TLS options", problems);
                require(fixed.path("certificatesResolvers"), options.at("/tls/certResolver"), "resolver", problems);
            }
        }
        require(fixed.path("entryPoints"), fixed.at("/ping/entryPoint"), "entry point", problems);
        return problems;
    }

    private static void require(JsonNode defined, JsonNode name, String kind, List<String> problems) {
        if (!defined.has(name.asText().replaceFirst("@file$", ""))) {
            problems.add("no " + kind + " " + name.asText());
        }
    }
}
