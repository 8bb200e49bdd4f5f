package dev.gitlabmcp.app;

import dev.gitlabmcp.limit.FailedAuthentications;
import dev.gitlabmcp.net.Secret;
import dev.gitlabmcp.ops.AdminConfiguration;
import dev.gitlabmcp.ops.AdminFilter;
import dev.gitlabmcp.ops.AdminHosts;
import dev.gitlabmcp.ops.AdminLogin;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the checks before the admin port; refuses settings that would leave it open. */
final class AdminAccess {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdminAccess.class);

    private final GitLabMcpConfiguration configuration;
    private final Settings settings;

    AdminAccess(GitLabMcpConfiguration configuration, Settings settings) {
        this.configuration = configuration;
        this.settings = settings;
    }

    void assemble(Environment dropwizard) {
        Connectors connectors = new Connectors(configuration.getServerFactory());
        Optional<Secret> password = settings.secret("ADMIN_PASSWORD");
        checkNameAndPassword(password.isPresent());
        List<String> reachable = connectors.adminBeyondLoopback();
        if (password.isEmpty() && !reachable.isEmpty()) {
            allowUnauthenticated(reachable.get(0));
        }
        FilterRegistration.Dynamic filter = dropwizard
                .admin()
                .addFilter(
                        "admin",
                        new AdminFilter(
                                hosts(connectors), password.map(this::login).orElse(null)));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    private void checkNameAndPassword(boolean password) {
        boolean name = !configuration.admin().username().isEmpty();
        if (name && !password) {
            throw new StartRefusedException(
                    "admin.username (ADMIN_USERNAME) is set, so ADMIN_PASSWORD or ADMIN_PASSWORD_FILE must be set, too.");
        }
        if (password && !name) {
            throw new StartRefusedException(
                    "ADMIN_PASSWORD is set, so admin.username (ADMIN_USERNAME) must be set, too.");
        }
    }

    private void allowUnauthenticated(String host) {
        String where = host.isEmpty() ? "every address" : host;
        if (!configuration.admin().allowUnauthenticated()) {
            throw new StartRefusedException("The admin port would listen on " + where
                    + " (server.adminConnectors, ADMIN_HOST) and let anybody steer this server: set ADMIN_USERNAME and"
                    + " ADMIN_PASSWORD, or listen on loopback (ADMIN_HOST=127.0.0.1), or set"
                    + " ADMIN_ALLOW_UNAUTHENTICATED=true where only operators can reach it.");
        }
        LOGGER.warn(
                "The admin port listens on {} without a password (ADMIN_ALLOW_UNAUTHENTICATED): whoever reaches it can steer"
                        + " this server",
                where);
    }

    private AdminHosts hosts(Connectors connectors) {
        AdminConfiguration admin = configuration.admin();
        try {
            return AdminHosts.of(admin.allowedHosts(), connectors.adminBoundTo());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private AdminLogin login(Secret password) {
        // Of its own: who guesses tokens of callers is not to lock operators out.
        return new AdminLogin(
                configuration.admin().username(), password, new FailedAuthentications(configuration.limits()));
    }
}
