package dev.gitlabmcp.deployment;

import dev.gitlabmcp.testkit.Requires;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Both proxies before the same two servers, started once for all classes that take it as a parameter. Its
 * {@link IdleStreams} are opened first, so that they grow old while other tests run.
 */
final class Deployment implements AutoCloseable {
    private final Replicas replicas;
    private final Map<ProxyKind, ProxyProcess> proxies = new EnumMap<>(ProxyKind.class);
    private final IdleStreams idle;

    private Deployment() {
        replicas = Replicas.start();
        try {
            for (ProxyKind kind : ProxyKind.values()) {
                proxies.put(kind, replicas.proxy(kind));
            }
            idle = new IdleStreams(proxies);
        } catch (RuntimeException e) {
            proxies.values().forEach(ProxyProcess::close);
            replicas.close();
            throw e;
        }
    }

    Replicas replicas() {
        return replicas;
    }

    ProxyProcess proxy(ProxyKind kind) {
        ProxyProcess proxy = proxies.get(kind);
        if (proxy == null) {
            throw new IllegalArgumentException(kind.toString());
        }
        return proxy;
    }

    IdleStreams idle() {
        return idle;
    }

    @Override
    public void close() {
        idle.close();
        proxies.values().forEach(ProxyProcess::close);
        replicas.close();
    }

    /** Gives the one deployment to test classes; it ends with the last of them. */
    static final class Provider implements BeforeAllCallback, ParameterResolver {
        /** Here, since what is missing while a parameter is resolved fails a test instead of skipping it. */
        @Override
        public void beforeAll(ExtensionContext context) {
            Requires.productJar();
            for (ProxyKind kind : ProxyKind.values()) {
                Requires.proxy(kind.program());
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Deployment.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Deployment.class))
                    .getOrComputeIfAbsent(Deployment.class, key -> new Deployment());
        }
    }
}
