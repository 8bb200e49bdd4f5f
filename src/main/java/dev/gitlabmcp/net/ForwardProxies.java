package dev.gitlabmcp.net;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which targets are reached through which proxy, by the settings {@code HTTP_PROXY} (for http targets),
 * {@code HTTPS_PROXY} (for https targets) and {@code NO_PROXY}. Immutable.
 */
public final class ForwardProxies {
    private static final ForwardProxies NONE = new ForwardProxies(null, null, new NoProxy(""));

    private final @Nullable ForwardProxy forHttp;
    private final @Nullable ForwardProxy forHttps;
    private final NoProxy noProxy;

    private ForwardProxies(@Nullable ForwardProxy forHttp, @Nullable ForwardProxy forHttps, NoProxy noProxy) {
        this.forHttp = forHttp;
        this.forHttps = forHttps;
        this.noProxy = noProxy;
    }

    /** Everything is reached directly. */
    public static ForwardProxies none() {
        return NONE;
    }

    /**
     * Reads the three settings; an empty one is none.
     *
     * @param httpProxy {@code [http[s]://][user:password@]host[:port]}
     * @param httpsProxy likewise
     * @param noProxy names, addresses and blocks separated by commas or spaces
     * @throws IllegalArgumentException with a sentence that names the setting and never holds the password
     */
    public static ForwardProxies of(Secret httpProxy, Secret httpsProxy, String noProxy) {
        return new ForwardProxies(
                parse("HTTP_PROXY", httpProxy), parse("HTTPS_PROXY", httpsProxy), new NoProxy(noProxy));
    }

    private static @Nullable ForwardProxy parse(String setting, Secret value) {
        String text = value.reveal().strip();
        try {
            return text.isEmpty() ? null : ForwardProxy.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " " + e.getMessage());
        }
    }

    /**
     * The proxy for this target, if it is not reached directly.
     *
     * @param scheme {@code http} or {@code https}
     * @param host in the one form of {@link HostName}
     * @param port the target's port, also where the scheme implies it
     */
    public Optional<ForwardProxy> proxyFor(String scheme, String host, int port) {
        ForwardProxy proxy = scheme.equals("https") ? forHttps : forHttp;
        return proxy == null || noProxy.covers(host, port) ? Optional.empty() : Optional.of(proxy);
    }

    /** Whether every target is reached directly. */
    public boolean isEmpty() {
        return all().isEmpty();
    }

    /** Whether this is the address of a proxy in use. */
    public boolean isProxy(String host, int port) {
        return all().stream()
                .anyMatch(proxy -> proxy.port() == port && proxy.host().equals(host));
    }

    private List<ForwardProxy> all() {
        return noProxy.coversAll()
                ? List.of()
                : Stream.of(Optional.ofNullable(forHttp), Optional.ofNullable(forHttps))
                        .flatMap(Optional::stream)
                        .toList();
    }
}
