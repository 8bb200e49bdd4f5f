package dev.gitlabmcp.cli;

import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.net.BindException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code demo}: the server in front of an embedded GitLab, ready to be tried without an account or a token. */
public final class DemoCommand extends Command {
    /** What may be set for a server that the user runs besides, and would get in the way of this one. */
    private static final List<String> NOT_FOR_THE_DEMO = List.of(
            "GITLAB_TOKEN",
            "GITLAB_TOKEN_FILE",
            "MCP_AUTH_TOKEN",
            "MCP_AUTH_TOKEN_FILE",
            "ENABLE_DYNAMIC_API_URL",
            "STREAMABLE_HTTP",
            "SSL_CERT_PATH",
            "SSL_KEY_PATH",
            "SSL_CA_PATH",
            "TRUST_PROXY",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "GITLAB_CA_CERT_PATH",
            "GITLAB_ALLOWED_HOSTS",
            "GITLAB_ALLOWED_PROJECT_IDS");

    private final ServerStarter starter;

    /** Starts the server with these settings, named as in the environment, and returns once it runs. */
    @FunctionalInterface
    public interface ServerStarter {
        /** Starts the server; it goes on after this returns. */
        void start(Map<String, String> settings) throws Exception;
    }

    /** A demo whose server is started by this. */
    public DemoCommand(ServerStarter starter) {
        super("demo", "Runs the server in front of an embedded GitLab; needs no account and no token");
        this.starter = starter;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("--port").type(Integer.class).setDefault(3002).help("port of the MCP server (default 3002)");
        parser.addArgument("--admin-port")
                .dest("adminPort")
                .type(Integer.class)
                .setDefault(3003)
                .help("admin port (default 3003)");
        parser.addArgument("--gitlab-port")
                .dest("gitlabPort")
                .type(Integer.class)
                .setDefault(0)
                .help("port of the embedded GitLab (default: any free one)");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        int port = arguments.getInt("port");
        Sandbox gitlab = Sandbox.start(arguments.getInt("gitlabPort"));
        Map<String, String> settings = new HashMap<>();
        NOT_FOR_THE_DEMO.forEach(name -> settings.put(name, ""));
        settings.put("HOST", "127.0.0.1");
        settings.put("PORT", Integer.toString(port));
        settings.put("ADMIN_HOST", "127.0.0.1");
        settings.put("ADMIN_PORT", Integer.toString(arguments.getInt("adminPort")));
        settings.put("GITLAB_API_URL", gitlab.apiUrl().toString());
        settings.put("REMOTE_AUTHORIZATION", "true");
        settings.put("SHUTDOWN_DRAIN_DELAY", "0s");
        starter.start(settings);
        print(
                System.out,
                "http://127.0.0.1:" + port + "/mcp",
                SandboxTokens.DEVELOPER,
                gitlab.url().toString());
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                cli.getStdErr()
                        .println("The port " + arguments.getInt("gitlabPort")
                                + " for the embedded GitLab is in use; choose another with --gitlab-port.");
                return;
            }
        }
        super.onError(cli, arguments, failure);
    }

    private static void print(PrintStream out, String url, String token, String gitlab) {
        out.println("""

                gitlab-mcp demo is running; stop it with Ctrl-C.

                  MCP endpoint     %1$s
                  token            %2$s   (a developer of the embedded GitLab)
                  embedded GitLab  %3$s

                Call a tool with curl:

                  curl -s %1$s -H 'Private-Token: %2$s' -H 'Content-Type: application/json' \\
                    -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_projects","arguments":{}}}'

                Claude Code:

                  claude mcp add --transport http gitlab %1$s --header "Private-Token: %2$s"

                VS Code (.vscode/mcp.json):

                  {"servers": {"gitlab": {"type": "http", "url": "%1$s",
                    "headers": {"Private-Token": "%2$s"}}}}

                Cursor (.cursor/mcp.json):

                  {"mcpServers": {"gitlab": {"url": "%1$s",
                    "headers": {"Private-Token": "%2$s"}}}}
                """.formatted(url, token, gitlab));
        out.flush();
    }
}
