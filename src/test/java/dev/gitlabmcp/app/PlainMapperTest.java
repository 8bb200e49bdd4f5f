package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlainMapperTest {
    /** A prefix of this test alone, as other tests read settings at the same time. */
    private static final String PREFIX = "dw.plainMapperTest";

    @AfterEach
    void forget() {
        System.clearProperty(PREFIX + ".names");
    }

    @Test
    void create_isDropwizardsWithoutItsAccelerator() {
        Set<Object> expected = new TreeSet<>(Jackson.newObjectMapper().getRegisteredModuleIds());
        assertThat(expected.removeIf(id -> id.toString().contains("Blackbird"))).isTrue();

        assertThat(PlainMapper.create().getRegisteredModuleIds()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(PlainMapper.create().copy()).isInstanceOf(PlainMapper.class);
        assertThat(PlainMapper.create().copy().getRegisteredModuleIds()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void acceptJsonFormatVisitor_looksAtTypesOnlyWhereAnOverrideNeedsThem() throws Exception {
        ObjectMapper mapper = PlainMapper.create();
        AtomicInteger asked = new AtomicInteger();
        JsonFormatVisitorWrapper visitor = new JsonFormatVisitorWrapper.Base() {
            @Override
            public com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor expectObjectFormat(
                    com.fasterxml.jackson.databind.JavaType type) {
                asked.incrementAndGet();
                return new com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor.Base();
            }
        };

        mapper.acceptJsonFormatVisitor(Named.class, visitor);
        int without = asked.get();
        System.setProperty(PREFIX + ".names", "a,b");
        mapper.acceptJsonFormatVisitor(Named.class, visitor);

        assertThat(without).isZero();
        assertThat(asked).hasValue(1);
    }

    @Test
    void override_ofAListIsStillAList() throws Exception {
        System.setProperty(PREFIX + ".names", "a,b");
        ConfigurationFactory<Named> factory = new DefaultConfigurationFactoryFactory<Named>()
                .create(Named.class, Validators.newValidator(), PlainMapper.create(), PREFIX);

        Named read = factory.build(
                path -> new ByteArrayInputStream("names: []".getBytes(StandardCharsets.UTF_8)), "settings.yml");

        assertThat(read.names()).containsExactly("a", "b");
    }

    /** Settings with a list. */
    record Named(List<String> names) {}
}
