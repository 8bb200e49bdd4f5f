package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.tool.Operation;
import dev.gitlabmcp.tool.Operation.Requirement;
import dev.gitlabmcp.tool.Operations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the table of all operations of GitLab's REST API: https://docs.gitlab.com/api/rest/. */
final class ApiOperations {
    private static final String TABLE = "/gitlab/operations.tsv";
    private static final int COLUMNS = 7;

    /** All operations, each a tool of its own unless the catalogue has one for it. */
    static final Operations ALL = load();

    private ApiOperations() {}

    /**
     * What the table says of an operation beside its name, method and path.
     *
     * @param flags as the script that writes the table explains them
     */
    record Row(String group, String tier, String since, String flags, String places, String query, String body) {

        boolean is(char flag) {
            return flags.indexOf(flag) >= 0;
        }

        /** The cells behind name, method and path. */
        static Row parse(String line) {
            String[] cells = line.split("\t", -1);
            String[] all = new String[COLUMNS];
            for (int i = 0; i < COLUMNS; i++) {
                all[i] = i < cells.length ? cells[i] : "";
            }
            return new Row(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
        }
    }

    private static Operation operation(String line) {
        String[] cells = line.split("\t", 4);
        Method method = Method.valueOf(cells[1]);
        String path = cells[2];
        Row row = Row.parse(cells[3]);
        return new Operation(
                cells[0],
                method,
                path,
                OperationWords.sentence(method, path, row.group, row.tier),
                cells[3],
                OperationRules.access(method, path),
                OperationRules.reach(method, path, row.is('o')),
                new Requirement(row.tier, row.since));
    }

    private static Operations load() {
        List<Operation> operations = new ArrayList<>();
        try (InputStream in = ApiOperations.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    operations.add(operation(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Operations.of(operations, operation -> OperationTool.of(Row.parse(operation.words()), operation));
    }
}
