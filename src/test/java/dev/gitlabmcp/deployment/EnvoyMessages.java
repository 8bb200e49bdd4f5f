package dev.gitlabmcp.deployment;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.xds.api.DefaultXdsValidatorIndex;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.jar.JarFile;

/**
 * Configurations as Envoy's own Protocol Buffers, those inside {@code typed_config} included: unknown fields, values and types
 * are errors, and so is what Envoy's rules of validation forbid.
 */
final class EnvoyMessages {
    private static final DefaultXdsValidatorIndex RULES = new DefaultXdsValidatorIndex();
    private static final Map<String, String> CLASSES = new HashMap<>();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().usingTypeRegistry(registry());

    private EnvoyMessages() {}

    private static TypeRegistry registry() {
        TypeRegistry.Builder registry = TypeRegistry.newBuilder();
        try (JarFile jar = new JarFile(new File(Bootstrap.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()))) {
            List<String> names = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith("Proto.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
            for (String name : names) {
                // Some messages are called so, too.
                if (!(Class.forName(name).getMethod("getDescriptor").invoke(null) instanceof FileDescriptor file)) {
                    continue;
                }
                for (Descriptor message : file.getMessageTypes()) {
                    CLASSES.put(message.getFullName(), file.getOptions().getJavaPackage() + "." + message.getName());
                    registry.add(message);
                }
            }
            return registry.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads YAML into this message.
     *
     * @throws IllegalArgumentException when it does not fit
     */
    static <B extends Message.Builder> B parse(String yaml, B into) {
        try {
            PARSER.merge(StrictYaml.parse(yaml).toString(), into);
            return into;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Visits the message and all within it, each with its place. */
    static void walk(Message message, String place, BiConsumer<Message, String> visitor) {
        if (message instanceof Any any) {
            walk(unpacked(any), place, visitor);
            return;
        }
        visitor.accept(message, place);
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return;
            }
            List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
            for (int i = 0; i < values.size(); i++) {
                String inner = place + "." + field.getName() + (field.isRepeated() ? "[" + i + "]" : "");
                walk((Message) values.get(i), inner, visitor);
            }
        });
    }

    private static Message unpacked(Any any) {
        String type = any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
        try {
            return any.unpack(Class.forName(CLASSES.get(type)).asSubclass(Message.class));
        } catch (ClassNotFoundException | InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    /** What Envoy's rules forbid in the message and all within it, and what of it is deprecated. */
    static List<String> problems(Message message) {
        List<String> problems = new ArrayList<>();
        walk(message, message.getDescriptorForType().getName(), (inner, place) -> {
            if (CLASSES.containsKey(inner.getDescriptorForType().getFullName())) {
                try {
                    RULES.assertValid(inner);
                } catch (RuntimeException e) {
                    problems.add(place + ": " + e.getMessage());
                }
            }
            inner.getAllFields().keySet().stream()
                    .filter(field -> field.getOptions().getDeprecated())
                    .forEach(field -> problems.add(place + "." + field.getName() + " is deprecated"));
        });
        return problems;
    }
}
