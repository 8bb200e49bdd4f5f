package dev.gitlabmcp.cli;

import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.Toolset;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import net.sourceforge.argparse4j.inf.Subparsers;

/** {@code tools list|show|cost|docs}: what the server offers, without running it. */
public final class ToolsCommand extends Command {
    private static final String ACTION = "action";

    private final Supplier<Catalogue> tools;
    private final PrintStream out;

    /** Tells of these tools on standard output; they are asked for only when this command is run. */
    public ToolsCommand(Supplier<Catalogue> tools) {
        this(tools, System.out);
    }

    /** Tells of these tools on that stream. */
    ToolsCommand(Supplier<Catalogue> tools, PrintStream out) {
        super("tools", "Lists, shows and measures the tools, or writes their documentation");
        this.tools = tools;
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        Subparsers actions = parser.addSubparsers().dest(ACTION).title("actions");
        Subparser list = actions.addParser("list").help("all tools with what they may do and their tokens");
        list.addArgument("--toolset").help("only of this toolset");
        actions.addParser("show")
                .help("one tool whole")
                .addArgument("name")
                .help("name or alias of the tool, or an operation");
        actions.addParser("cost").help("what the lists of tools cost a model's context");
        actions.addParser("docs")
                .help("write the documentation of all tools")
                .addArgument("directory")
                .nargs("?")
                .setDefault("docs/tools")
                .help("where to (default docs/tools)");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) throws IOException {
        Catalogue catalogue = tools.get();
        switch (arguments.getString(ACTION)) {
            case "list" -> list(catalogue, arguments.getString("toolset"));
            case "show" -> out.print(new ToolDocs(catalogue).tool(named(catalogue, arguments.getString("name"))));
            case "cost" -> out.print(new ToolDocs(catalogue).costs());
            default -> write(new ToolDocs(catalogue).files(), Path.of(arguments.getString("directory")));
        }
        out.flush();
    }

    /** Mistakes in the arguments need no stack trace. */
    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            cli.getStdErr().println(failure.getMessage());
        } else if (failure instanceof FileSystemException) {
            cli.getStdErr().println("The documentation cannot be written: " + failure);
        } else {
            super.onError(cli, arguments, failure);
        }
    }

    private void list(Catalogue catalogue, String toolset) {
        List<Toolset> sets = catalogue.toolsets().stream()
                .filter(set -> toolset == null || set.name().equals(toolset))
                .toList();
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("There is no toolset " + toolset + "; there are "
                    + String.join(
                            ", ",
                            catalogue.toolsets().stream().map(Toolset::name).toList())
                    + ".");
        }
        for (Toolset set : sets) {
            out.printf(
                    Locale.ROOT,
                    "%n%s (%s), %d tools%n",
                    set.name(),
                    set.title(),
                    set.tools().size());
            for (ToolDefinition tool : set.tools()) {
                out.printf(
                        Locale.ROOT,
                        "  %-45s %-6s %5d tokens  %s%n",
                        tool.name(),
                        tool.access().name().toLowerCase(Locale.ROOT),
                        ToolDocs.tokens(tool),
                        tool.title());
            }
        }
    }

    private static ToolDefinition named(Catalogue catalogue, String name) {
        return catalogue.find(name).or(() -> operation(catalogue, name)).orElseThrow(() -> {
            List<String> near = catalogue.nearest(name);
            return new IllegalArgumentException("There is no tool " + name
                    + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?"));
        });
    }

    private static Optional<ToolDefinition> operation(Catalogue catalogue, String name) {
        return catalogue
                .operations()
                .find(name)
                .map(operation -> catalogue
                        .curated(operation)
                        .orElseGet(() -> catalogue.operations().tool(operation)));
    }

    private void write(Map<String, String> files, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        out.println(files.size() + " files written to " + directory);
    }
}
