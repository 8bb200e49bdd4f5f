package dev.gitlabmcp.app;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import io.dropwizard.jackson.Jackson;

/**
 * Dropwizard's mapper without what pays only when the same types are read many times: settings are read once, and
 * neither requests nor answers go through Dropwizard's mapper. Its accelerator makes a class for each property it sees,
 * and to know the type of a setting that a system property overrides, all types of settings are looked through.
 */
final class PlainMapper extends ObjectMapper {
    private static final long serialVersionUID = 1L;
    private static final String ACCELERATOR = "BlackbirdModule";
    private static final String OVERRIDE = "dw.";

    private PlainMapper() {}

    private PlainMapper(PlainMapper other) {
        super(other);
    }

    /** Such a mapper, set up as Dropwizard's is. */
    static ObjectMapper create() {
        return Jackson.configure(new PlainMapper());
    }

    @Override
    public ObjectMapper registerModule(Module module) {
        return module.getModuleName().equals(ACCELERATOR) ? this : super.registerModule(module);
    }

    /** Dropwizard asks this when it reads settings, and uses the answer for overrides alone. */
    @Override
    public void acceptJsonFormatVisitor(Class<?> type, JsonFormatVisitorWrapper visitor) throws JsonMappingException {
        if (System.getProperties().stringPropertyNames().stream().anyMatch(name -> name.startsWith(OVERRIDE))) {
            super.acceptJsonFormatVisitor(type, visitor);
        }
    }

    @Override
    public ObjectMapper copy() {
        return new PlainMapper(this);
    }
}
