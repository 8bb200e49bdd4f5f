package dev.gitlabmcp.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.net.CertificateAuthorities;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code doctor}: checks certificate files, binding, trust and the way to GitLab, and, given a public address, the path that
 * clients take to a running server. Ends with status 1 where a check failed.
 *
 * @param <T> the configuration
 */
public final class DoctorCommand<T extends Configuration> extends ConfiguredCommand<T> {
    private final String builtIn;
    private final Class<T> configurationClass;
    private final Function<T, DoctorSubject> subjects;
    private final BiPredicate<PrintWriter, Throwable> refusals;

    /**
     * A doctor.
     *
     * @param builtIn the configuration that is looked at when none is named
     * @param subjects what of a configuration is to be looked at
     * @param refusals prints why a configuration cannot be used; false for what is no such failure
     */
    public DoctorCommand(
            String builtIn,
            Class<T> configurationClass,
            Function<T, DoctorSubject> subjects,
            BiPredicate<PrintWriter, Throwable> refusals) {
        super("doctor", "Checks certificates, settings, GitLab, and the public address of a running server");
        this.builtIn = builtIn;
        this.configurationClass = configurationClass;
        this.subjects = subjects;
        this.refusals = refusals;
    }

    /** Checks failed; what they found was printed. */
    private static final class ChecksFailedException extends RuntimeException {
        ChecksFailedException(long failed, int all) {
            super(failed + " of " + all + " checks failed.", null, false, false);
        }
    }

    @Override
    protected Class<T> getConfigurationClass() {
        return configurationClass;
    }

    @Override
    protected Argument addFileArgument(Subparser parser) {
        return super.addFileArgument(parser).setDefault(builtIn);
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("--url").help("public address of the running server, such as https://mcp.example.com");
        parser.addArgument("--ca").help("PEM file of an authority to trust at that address, beside the usual ones");
        parser.addArgument("--json").action(Arguments.storeTrue()).help("print JSON");
    }

    @Override
    protected void run(Bootstrap<T> bootstrap, Namespace arguments, T configuration) throws Exception {
        DoctorSubject subject = subjects.apply(configuration);
        List<Finding> findings = new ArrayList<>(LocalChecks.of(subject));
        String url = arguments.getString("url");
        if (url != null) {
            findings.addAll(new PublicChecks(
                            base(url), authorities(arguments.getString("ca")).context(), subject)
                    .run());
        }
        print(findings, Boolean.TRUE.equals(arguments.getBoolean("json")), System.out);
        long failed = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.FAILED)
                .count();
        if (failed > 0) {
            throw new ChecksFailedException(failed, findings.size());
        }
    }

    private static CertificateAuthorities authorities(@Nullable String file) {
        return file == null ? CertificateAuthorities.system() : CertificateAuthorities.systemAnd(Path.of(file));
    }

    private static URI base(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("--url is no address such as https://mcp.example.com", e);
        }
        throw new IllegalArgumentException("--url is no address such as https://mcp.example.com");
    }

    private static void print(List<Finding> findings, boolean json, PrintStream out) {
        if (json) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            ArrayNode checks = all.putArray("checks");
            findings.forEach(finding -> checks.addObject()
                    .put("check", finding.check())
                    .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                    .put("says", finding.says()));
            out.println(all);
        } else {
            findings.forEach(
                    finding -> out.printf("%-8s %s: %s%n", finding.level().name(), finding.check(), finding.says()));
        }
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        if (failure instanceof ChecksFailedException || failure instanceof IllegalArgumentException) {
            cli.getStdErr().println(failure.getMessage());
        } else if (!refusals.test(cli.getStdErr(), failure)) {
            super.onError(cli, arguments, failure);
        }
    }
}
