package dev.gitlabmcp.app;

import dev.gitlabmcp.catalogue.GitLabCatalogue;
import dev.gitlabmcp.cli.CommandLine;
import dev.gitlabmcp.cli.DemoCommand;
import dev.gitlabmcp.cli.DoctorCommand;
import dev.gitlabmcp.cli.ToolsCommand;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.sourceforge.argparse4j.inf.Namespace;

/** The application: reads settings, wires the features, runs {@code server}, {@code check} and {@code demo}. */
public final class GitLabMcpApplication extends Application<GitLabMcpConfiguration> {
    /** Stands for the {@code config.yml} that is shipped inside the jar. */
    public static final String BUILT_IN = "builtin:config.yml";

    private static final Set<String> SERVING = Set.of("server", "demo");

    private final Map<String, String> environment;
    private final ConfigurationText text = new ConfigurationText(new FileOrBuiltIn());

    /** An application with these variables as its environment. */
    public GitLabMcpApplication(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Runs a command; without a configuration file, {@code server} and {@code check} use the built-in one. */
    public static void main(String[] arguments) throws Exception {
        StopSignals.install();
        if (arguments.length > 0 && SERVING.contains(arguments[0])) {
            HeadStart.begin();
        }
        new GitLabMcpApplication(System.getenv()).run(withConfiguration(arguments));
    }

    private static String[] withConfiguration(String[] arguments) {
        boolean bare = arguments.length == 1 && (arguments[0].equals("server") || arguments[0].equals("check"));
        return bare ? new String[] {arguments[0], BUILT_IN} : arguments;
    }

    @Override
    public String getName() {
        return "gitlab-mcp";
    }

    /** As Dropwizard does, with a bootstrap of ours. */
    @Override
    public void run(String... arguments) throws Exception {
        Bootstrap<GitLabMcpConfiguration> bootstrap = new QuietBootstrap<>(this);
        addDefaultCommands(bootstrap);
        initialize(bootstrap);
        CommandLine.run(bootstrap, arguments).ifPresent(this::onFatalError);
    }

    @Override
    public void initialize(Bootstrap<GitLabMcpConfiguration> bootstrap) {
        bootstrap.setObjectMapper(PlainMapper.create());
        bootstrap.setConfigurationSourceProvider(
                new SubstitutingSourceProvider(text, new Settings(environment).substitutor()));
        bootstrap.addCommand(new DemoCommand(this::startDemo));
        bootstrap.addCommand(new ToolsCommand(GitLabCatalogue::tools));
        bootstrap.addCommand(new DoctorCommand<>(
                BUILT_IN,
                GitLabMcpConfiguration.class,
                configuration -> DoctorAssembly.subject(configuration, new Settings(environment)),
                StartFailure::print));
    }

    private void startDemo(Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(settings);
        new GitLabMcpApplication(all).run("server", BUILT_IN);
    }

    @Override
    protected void addDefaultCommands(Bootstrap<GitLabMcpConfiguration> bootstrap) {
        bootstrap.addCommand(new ServerCommand<>(this) {
            @Override
            public void onError(Cli cli, Namespace namespace, Throwable failure) {
                if (!StartFailure.print(cli.getStdErr(), failure)) {
                    super.onError(cli, namespace, failure);
                }
            }
        });
        bootstrap.addCommand(new CheckCommand<>(this) {
            @Override
            public void onError(Cli cli, Namespace namespace, Throwable failure) {
                if (!StartFailure.print(cli.getStdErr(), failure)) {
                    super.onError(cli, namespace, failure);
                }
            }
        });
    }

    @Override
    public void run(GitLabMcpConfiguration configuration, Environment dropwizard) {
        Settings settings = new Settings(environment);
        settings.checkLogLevel();
        EffectiveSettings effective = new EffectiveSettings(configuration, text.content(), settings);
        new ServerAssembly(configuration, dropwizard, settings).assemble(effective);
    }

    /** Configuration from a file, or from the jar. */
    private static final class FileOrBuiltIn implements ConfigurationSourceProvider {
        @Override
        public InputStream open(String path) throws java.io.IOException {
            if (!path.equals(BUILT_IN)) {
                return Files.newInputStream(Path.of(path));
            }
            InputStream builtIn = GitLabMcpApplication.class.getResourceAsStream("/config.yml");
            if (builtIn == null) {
                throw new FileNotFoundException("config.yml is missing from the jar");
            }
            return builtIn;
        }
    }
}
