import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Writes what GitLab would answer into a directory, for a static server: {@code java GitLabAnswers.java DIRECTORY}. The members
 * are those of GitLab's REST API, the values made up, always the same ones; each file has exactly the size that its constant says.
 */
public final class GitLabAnswers {
    private static final int PROJECT_BYTES = 2 * 1024;
    private static final int ISSUES_BYTES = 45 * 1024;
    private static final int DIFFS_BYTES = 200 * 1024;
    private static final int LOG_BYTES = 5 * 1024 * 1024;

    private static final int ISSUES = 20;
    private static final int FILES = 40;
    private static final String HOST = "https://gitlab.example.com";
    private static final String[] WORDS =
            ("the request of a user is read once and its answer written once so that no copy stays in memory when a"
                + " stream ends early please see the log of the failing job for details and retry with a smaller page"
                + " we should cache this value per instance and principal not per session")
                    .split(" ");
    private static final String[] CODE = {
        "    private final Map<String, Entry> entries = new HashMap<>();",
        "    if (entry == null || entry.isExpired(clock.instant())) {",
        "        return Optional.empty();",
        "    }",
        "    for (Iterator<Entry> i = entries.values().iterator(); i.hasNext(); ) {",
        "        LOGGER.debug(\"closing {}\", name);",
        "    return Optional.of(entry.value()); // \"shared\" with callers",
        "",
    };

    private final Random random = new Random(42);

    private GitLabAnswers() {}

    /** Writes {@code project.json}, {@code issues.json}, {@code diffs.json}, {@code changes.json} and {@code trace.txt}. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        GitLabAnswers answers = new GitLabAnswers();
        answers.write(directory.resolve("project.json"), answers.exactly(PROJECT_BYTES, answers::project));
        answers.write(directory.resolve("issues.json"), answers.exactly(ISSUES_BYTES, answers::issues));
        answers.write(directory.resolve("diffs.json"), answers.exactly(DIFFS_BYTES, answers::diffs));
        // The deprecated form of the same, which others still ask for.
        answers.write(
                directory.resolve("changes.json"),
                mergeRequest(Files.readString(directory.resolve("diffs.json"), StandardCharsets.US_ASCII)));
        answers.write(directory.resolve("trace.txt"), answers.log());
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    /** The document with as much free text as makes it so long. */
    private String exactly(int bytes, IntFunction<String> document) {
        random.setSeed(bytes);
        int without = document.apply(0).length();
        random.setSeed(bytes);
        String whole = document.apply(bytes - without);
        if (whole.length() != bytes) {
            throw new IllegalStateException(whole.length() + " bytes in place of " + bytes);
        }
        return whole;
    }

    private String project(int free) {
        return "{\"id\":1234,\"description\":\"" + prose(free)
                + "\",\"name\":\"api\",\"name_with_namespace\":\"Platform / api\",\"path\":\"api\","
                + "\"path_with_namespace\":\"platform/api\",\"created_at\":\"2019-03-04T09:12:51.120Z\",\"default_branch\":\"main\","
                + "\"tag_list\":[\"java\",\"service\"],\"topics\":[\"java\",\"service\"],"
                + "\"ssh_url_to_repo\":\"git@gitlab.example.com:platform/api.git\",\"http_url_to_repo\":\"" + HOST
                + "/platform/api.git\",\"web_url\":\"" + HOST + "/platform/api\",\"readme_url\":\"" + HOST
                + "/platform/api/-/blob/main/README.md\",\"forks_count\":12,\"avatar_url\":null,\"star_count\":87,"
                + "\"last_activity_at\":\"2026-07-01T17:03:22.481Z\",\"namespace\":{\"id\":77,\"name\":\"Platform\",\"path\":\"platform\","
                + "\"kind\":\"group\",\"full_path\":\"platform\",\"parent_id\":null,\"avatar_url\":null,\"web_url\":\""
                + HOST
                + "/groups/platform\"},\"_links\":{\"self\":\"" + HOST + "/api/v4/projects/1234\",\"issues\":\"" + HOST
                + "/api/v4/projects/1234/issues\"},\"archived\":false,\"visibility\":\"internal\",\"issues_enabled\":true,"
                + "\"merge_requests_enabled\":true,\"wiki_enabled\":false,\"jobs_enabled\":true,\"shared_runners_enabled\":true,"
                + "\"creator_id\":5,\"open_issues_count\":143,\"public_jobs\":true,\"shared_with_groups\":[],"
                + "\"only_allow_merge_if_pipeline_succeeds\":true,\"merge_method\":\"ff\",\"squash_option\":\"default_off\","
                + "\"permissions\":{\"project_access\":null,\"group_access\":{\"access_level\":40,\"notification_level\":3}}}";
    }

    private String issues(int free) {
        return list(ISSUES, free, (i, share) -> {
            int iid = 900 - i;
            String address = HOST + "/api/v4/projects/1234/issues/" + iid;
            return "{\"id\":" + (84_000 + iid) + ",\"iid\":" + iid + ",\"project_id\":1234,\"title\":\"" + prose(56)
                    + "\",\"description\":\"" + prose(share)
                    + "\",\"state\":\"opened\",\"created_at\":\"2026-06-11T08:30:00.000Z\",\"updated_at\":\"2026-06-28T14:05:09.311Z\","
                    + "\"closed_at\":null,\"closed_by\":null,\"labels\":[\"bug\",\"backend\",\"priority::2\"],\"milestone\":{\"id\":31,"
                    + "\"iid\":4,\"project_id\":1234,\"title\":\"4.2\",\"description\":\"\",\"state\":\"active\","
                    + "\"created_at\":\"2026-05-01T09:00:00.000Z\",\"updated_at\":\"2026-05-01T09:00:00.000Z\","
                    + "\"due_date\":\"2026-08-01\",\"start_date\":null,\"expired\":false,\"web_url\":\"" + HOST
                    + "/platform/api/-/milestones/4\"},\"assignees\":["
                    + user(7) + "],\"author\":" + user(9) + ",\"type\":\"ISSUE\",\"assignee\":" + user(7)
                    + ",\"user_notes_count\":6,\"merge_requests_count\":1,\"upvotes\":2,\"downvotes\":0,\"due_date\":null,"
                    + "\"confidential\":false,\"discussion_locked\":null,\"issue_type\":\"issue\",\"web_url\":\"" + HOST
                    + "/platform/api/-/issues/" + iid + "\",\"time_stats\":{\"time_estimate\":0,\"total_time_spent\":0,"
                                                      + "\"human_time_estimate\":null,\"human_total_time_spent\":null},\"task_completion_status\":{\"count\":0,"
                                                      + "\"completed_count\":0},\"has_tasks\":false,\"_links\":{\"self\":\"" + address + "\",\"notes\":\""
                    + address
                    + "/notes\",\"project\":\"" + HOST + "/api/v4/projects/1234\"},\"references\":{\"short\":\"#" + iid
                    + "\",\"relative\":\"#" + iid + "\",\"full\":\"platform/api#" + iid
                    + "\"},\"severity\":\"UNKNOWN\","
                    + "\"moved_to_id\":null,\"imported\":false,\"service_desk_reply_to\":null}";
        });
    }

    private static String user(int id) {
        return "{\"id\":" + id + ",\"username\":\"user" + id + "\",\"name\":\"User Number " + id
                + "\",\"state\":\"active\",\"locked\":false,\"avatar_url\":\"" + HOST + "/uploads/-/system/user/avatar/"
                + id
                + "/avatar.png\",\"web_url\":\"" + HOST + "/user" + id + "\"}";
    }

    private String diffs(int free) {
        return list(FILES, free, (i, share) -> {
            String path = "src/main/java/com/example/platform/part" + i / 10 + "/Component" + i + ".java";
            return "{\"diff\":\"" + diff(share) + "\",\"collapsed\":false,\"too_large\":false,\"new_path\":\"" + path
                    + "\",\"old_path\":\"" + path + "\",\"a_mode\":\"100644\",\"b_mode\":\"100644\",\"new_file\":false,"
                    + "\"renamed_file\":false,\"deleted_file\":false,\"generated_file\":false}";
        });
    }

    private static String mergeRequest(String diffs) {
        return "{\"id\":70007,\"iid\":7,\"project_id\":1234,\"title\":\"Close streams"
            + " early\",\"description\":\"\",\"state\":\"opened\","
            + "\"created_at\":\"2026-06-11T08:30:00.000Z\",\"updated_at\":\"2026-06-28T14:05:09.311Z\",\"target_branch\":\"main\","
            + "\"source_branch\":\"streams\",\"author\":" + user(9)
                + ",\"assignees\":[],\"reviewers\":[],\"draft\":false,"
                + "\"merge_status\":\"can_be_merged\",\"web_url\":\"" + HOST
                + "/platform/api/-/merge_requests/7\",\"changes\":" + diffs
                + ",\"overflow\":false}";
    }

    /** A unified diff, escaped as in JSON. */
    private String diff(int length) {
        if (length == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("@@ -17,60 +17,66 @@ public final class Component {\\n");
        while (text.length() < length) {
            text.append("  ++-".charAt(random.nextInt(5)))
                    .append(CODE[random.nextInt(CODE.length)].replace("\"", "\\\""))
                    .append("\\n");
        }
        int end = length;
        while (text.charAt(end - 1) == '\\' || text.charAt(end - 2) == '\\') {
            end--;
        }
        text.setLength(end);
        return text + "x".repeat(length - end);
    }

    private interface Element {
        /** The element of that number, with so many characters of free text. */
        String of(int number, int free);
    }

    /** An array whose elements share the free text, the first having what is left over. */
    private static String list(int count, int free, Element element) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",")
                    .append(element.of(i, i == 0 ? free - free / count * (count - 1) : free / count));
        }
        return text.append(']').toString();
    }

    private String prose(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        text.setLength(length);
        return text.toString();
    }

    /** A runner's log with its sections, colours and, far between, errors. */
    private String log() {
        StringBuilder text = new StringBuilder(LOG_BYTES);
        text.append("\033[0KRunning with gitlab-runner 18.1.0 (0731d300)\033[0;m\n");
        text.append(
                "section_start:1751380000:step_script\r\033[0K\033[0K\033[36;1mExecuting \"step_script\"\033[0;m\n");
        for (int line = 0; text.length() < LOG_BYTES - 200; line++) {
            if (line % 2_000 == 1_999) {
                text.append("\033[31;1mERROR: Component")
                        .append(line)
                        .append("Test.close_endsTheStream failed: timeout\033[0;m\n");
            } else {
                text.append("[INFO] Downloaded from central: https://repo.example.com/maven2/")
                        .append(WORDS[random.nextInt(WORDS.length)])
                        .append("/artifact-")
                        .append(line)
                        .append(".jar (")
                        .append(random.nextInt(900))
                        .append(" kB at 3.1 MB/s)\n");
            }
        }
        while (text.length() < LOG_BYTES - 1) {
            text.append('.');
        }
        return text.append('\n').toString();
    }
}
