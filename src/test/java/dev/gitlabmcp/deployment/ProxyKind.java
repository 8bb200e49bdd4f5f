package dev.gitlabmcp.deployment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A proxy that can be run here: where its shipped configuration lies, what of it a test replaces, how it is told. */
enum ProxyKind {
    /** From {@code nginx/nginx.conf}. */
    NGINX("nginx/nginx.conf") {
        @Override
        Map<String, String> substitutions(Site site) {
            return Map.of(
                    "listen 8080", "listen 127.0.0.1:" + site.http(),
                    "listen [::]:8080", "listen " + Site.OTHER_LOOPBACK + ":" + site.http(),
                    "listen 8443", "listen 127.0.0.1:" + site.https(),
                    "listen [::]:8443", "listen " + Site.OTHER_LOOPBACK + ":" + site.https(),
                    "mcp.example.com", Site.NAME,
                    "/etc/nginx/certs/fullchain.pem", site.certificate().toString(),
                    "/etc/nginx/certs/privkey.pem", site.key().toString(),
                    " /tmp/", " " + site.directory() + "/",
                    "gitlab-mcp-1:3002", "127.0.0.1:" + site.first(),
                    "gitlab-mcp-2:3002", "127.0.0.1:" + site.second());
        }

        @Override
        List<String> start(Path program, Site site) {
            return List.of(
                    program.toString(),
                    "-p",
                    site.directory().toString(),
                    "-e",
                    "stderr",
                    "-g",
                    "daemon off;",
                    "-c",
                    site.configuration().toString());
        }

        @Override
        List<String> reload(Path program, Site site) {
            return List.of(
                    program.toString(),
                    "-p",
                    site.directory().toString(),
                    "-e",
                    "stderr",
                    "-s",
                    "reload",
                    "-c",
                    site.configuration().toString());
        }
    },

    /** From {@code caddy/Caddyfile}. */
    CADDY("caddy/Caddyfile") {
        @Override
        Map<String, String> substitutions(Site site) {
            return Map.of(
                    "admin 127.0.0.1:2019",
                    "admin 127.0.0.1:" + site.admin() + "\n\thttp_port " + site.http() + "\n\thttps_port "
                            + site.https() + "\n\tdefault_bind 127.0.0.1 " + Site.OTHER_LOOPBACK,
                    "\ttls {",
                    "\ttls " + site.certificate() + " " + site.key() + " {",
                    "gitlab-mcp-1:3002",
                    "127.0.0.1:" + site.first(),
                    "gitlab-mcp-2:3002",
                    "127.0.0.1:" + site.second());
        }

        @Override
        List<String> start(Path program, Site site) {
            return List.of(
                    program.toString(),
                    "run",
                    "--adapter",
                    "caddyfile",
                    "--config",
                    site.configuration().toString());
        }

        @Override
        List<String> reload(Path program, Site site) {
            return List.of(
                    program.toString(),
                    "reload",
                    "--force",
                    "--address",
                    "127.0.0.1:" + site.admin(),
                    "--adapter",
                    "caddyfile",
                    "--config",
                    site.configuration().toString());
        }
    };

    private final String shipped;

    ProxyKind(String shipped) {
        this.shipped = shipped;
    }

    /** Where one proxy runs: its files, its ports on loopback, and the ports of the two servers behind it. */
    record Site(Path directory, int http, int https, int admin, int first, int second) {
        /** What the proxy is called by its clients; a name that every machine resolves to loopback. */
        static final String NAME = "localhost";

        /** IPv6's, or another of IPv4 on machines without. */
        static final String OTHER_LOOPBACK = hasIpv6() ? "[::1]" : "127.0.0.2";

        private static boolean hasIpv6() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
                return socket.isBound();
            } catch (IOException e) {
                return false;
            }
        }

        Path configuration() {
            return directory.resolve("configuration");
        }

        Path certificate() {
            return directory.resolve("server.pem");
        }

        Path key() {
            return directory.resolve("server.key");
        }
    }

    /** The configuration that the project ships. */
    Path shipped() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve(shipped);
    }

    /** The program's name in the directory of proxies. */
    String program() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What of the shipped file must be there, and be replaced: addresses, ports, paths, and nothing else. */
    abstract Map<String, String> substitutions(Site site);

    /** The command that runs the proxy in the foreground. */
    abstract List<String> start(Path program, Site site);

    /** The command that makes the running proxy read its files again. */
    abstract List<String> reload(Path program, Site site);
}
