package dev.gitlabmcp.app;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gitlabmcp.net.Secret;
import dev.gitlabmcp.ops.SettingsReport;
import dev.gitlabmcp.ops.SettingsReport.SecretSetting;
import dev.gitlabmcp.ops.SettingsReport.Setting;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings as the running server has them, with where each comes from and without what is secret. Thread-safe. */
final class EffectiveSettings {
    private static final Logger LOGGER = LoggerFactory.getLogger(EffectiveSettings.class);
    private static final ObjectMapper MAPPER = Jackson.newObjectMapper()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            // Those that are settings say so; others are questions about them.
            .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .registerModule(new SimpleModule().addSerializer(Secret.class, ToStringSerializer.instance));

    private final GitLabMcpConfiguration configuration;
    private final ConfigurationText.Content content;
    private final Settings settings;

    EffectiveSettings(GitLabMcpConfiguration configuration, ConfigurationText.Content content, Settings settings) {
        this.configuration = configuration;
        this.content = content;
        this.settings = settings;
    }

    SettingsReport report() {
        ValueSources sources = ValueSources.of(content, settings, reference());
        SettingsMask mask = new SettingsMask(settings.usedSecrets());
        List<Setting> shown = new ArrayList<>();
        Leaves.of(tree()).forEach((key, value) -> {
            ValueSources.Source source = sources.of(key);
            String property = "dw." + key;
            boolean overridden = System.getProperty(property) != null;
            shown.add(new Setting(
                    key,
                    mask.apply(key, plain(value), source.variables()),
                    overridden ? "system property " + property : source.toString()));
        });
        List<SecretSetting> secrets = settings.usedSecrets().stream()
                .map(secret -> new SecretSetting(
                        secret.name(),
                        secret.source().isPresent(),
                        secret.source().map(name -> SettingsMask.HIDDEN).orElse(null),
                        secret.source().map(name -> "environment " + name).orElse("default")))
                .toList();
        return new SettingsReport(content.file(), shown, secrets);
    }

    /** The directories that log files are written to, those of requests and of single loggers included. */
    Set<Path> logDirectories() {
        LogDirectories directories = new LogDirectories();
        // Writing all settings as a tree would make every start a tenth of a second longer.
        if (!directories.ask(configuration)) {
            directories.read(tree());
        }
        return directories.found();
    }

    private JsonNode tree() {
        ObjectNode tree;
        try {
            tree = MAPPER.valueToTree(configuration);
        } catch (IllegalArgumentException e) {
            // An appender or reporter from elsewhere may not be made for being written.
            LOGGER.warn("Not all settings can be shown, those of the file are", e);
            return inFile();
        }
        ObjectNode network = (ObjectNode) tree.at("/gitlab/network");
        network.put(
                "httpProxy", SettingsMask.proxy(configuration.gitlab().network().httpProxy()));
        network.put(
                "httpsProxy",
                SettingsMask.proxy(configuration.gitlab().network().httpsProxy()));
        return tree;
    }

    private JsonNode inFile() {
        try {
            return new YAMLMapper().readTree(settings.substitutor().replace(content.text()));
        } catch (IOException e) {
            return MAPPER.createObjectNode();
        }
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.numberValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isArray()) {
            return List.of();
        }
        return value.isObject() ? Map.of() : value.asText();
    }

    private static String reference() {
        try (InputStream builtIn = EffectiveSettings.class.getResourceAsStream("/config.yml")) {
            return builtIn == null ? "" : new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
