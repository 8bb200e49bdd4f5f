package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Issues of a project, of a group and of the whole instance. */
final class IssueEndpoints {
    private static final String[] TYPES = {"issue", "incident", "test_case", "requirement", "task", "ticket"};

    private final Views views;

    IssueEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/issues", this::global),
                Route.of("GET", "/groups/:id/issues", this::ofGroup),
                Route.of("GET", "/projects/:id/issues", this::ofProject),
                Route.of("POST", "/projects/:id/issues", this::create),
                Route.of("GET", "/projects/:id/issues/:issue_iid", this::get),
                Route.of("PUT", "/projects/:id/issues/:issue_iid", this::update),
                Route.of("DELETE", "/projects/:id/issues/:issue_iid", this::delete),
                Route.of("GET", "/projects/:id/issues/:issue_iid/related_merge_requests", this::relatedMergeRequests),
                Route.of("GET", "/projects/:id/issues/:issue_iid/closed_by", this::closedBy));
    }

    private SandboxResponse global(SandboxRequest request) {
        User user = request.user();
        boolean archivedToo = Boolean.FALSE.equals(request.params().bool("non_archived"));
        return page(
                request,
                request.world().visibleProjects(user).filter(project -> archivedToo || !project.archived),
                true);
    }

    private SandboxResponse ofGroup(SandboxRequest request) {
        Namespace group = request.group();
        boolean archivedToo = Boolean.FALSE.equals(request.params().bool("non_archived"));
        return page(
                request,
                request.world()
                        .visibleProjects(request.userOrNull())
                        .filter(project -> project.namespace.within(group) && (archivedToo || !project.archived)),
                false);
    }

    private SandboxResponse ofProject(SandboxRequest request) {
        return page(request, Stream.of(enabled(request)), false);
    }

    private static Project enabled(SandboxRequest request) {
        Project project = request.project();
        if (!project.issuesEnabled) {
            throw ApiError.forbidden();
        }
        return project;
    }

    private SandboxResponse page(SandboxRequest request, Stream<Project> projects, boolean ownByDefault) {
        User user = request.userOrNull();
        Predicate<Issue> own = filter(request);
        Stream<Issue> issues = projects.flatMap(project -> project.issues.stream())
                .filter(issue -> request.world().canSee(user, issue))
                .filter(own);
        List<Issue> found = IssuableFilter.apply(request, issues, ownByDefault);
        boolean details = request.params().flag("with_labels_details");
        return Pages.either(
                request,
                found,
                issue -> views.issues.listed(issue, user, details),
                issue -> Integer.toString(issue.id));
    }

    private static Predicate<Issue> filter(SandboxRequest request) {
        Params params = request.params();
        String type = params.choice("issue_type", TYPES);
        Boolean confidential = params.bool("confidential");
        String weight = params.filled("weight");
        String due = params.choice(
                "due_date",
                "0",
                "any",
                "today",
                "tomorrow",
                "overdue",
                "week",
                "month",
                "next_month_and_previous_two_weeks",
                "");
        Integer closedBy = params.integer("closed_by_id");
        LocalDate today = LocalDate.ofInstant(request.world().now(), ZoneOffset.UTC);
        return issue -> (type == null || issue.issueType.equals(type))
                && (confidential == null || issue.confidential == confidential)
                && (weight == null || weightMatches(issue, weight))
                && (due == null || due.isEmpty() || dueMatches(issue, due, today))
                && (closedBy == null || (issue.closedBy != null && issue.closedBy.id() == closedBy));
    }

    private static boolean weightMatches(Issue issue, String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "none" -> issue.weight == null;
            case "any" -> issue.weight != null;
            default -> issue.weight != null && issue.weight.toString().equals(wanted);
        };
    }

    private static boolean dueMatches(Issue issue, String wanted, LocalDate today) {
        LocalDate date = issue.dueDate;
        if (date == null || wanted.equals("0")) {
            return date == null && wanted.equals("0");
        }
        LocalDate monday = today.minusDays(today.getDayOfWeek().getValue() - 1L);
        return switch (wanted) {
            case "today" -> date.equals(today);
            case "tomorrow" -> date.equals(today.plusDays(1));
            case "overdue" -> date.isBefore(today) && issue.state.equals("opened");
            case "week" -> !date.isBefore(monday) && date.isBefore(monday.plusDays(7));
            case "month" -> date.getMonth() == today.getMonth() && date.getYear() == today.getYear();
            case "next_month_and_previous_two_weeks" ->
                !date.isBefore(today.minusDays(14))
                        && date.isBefore(today.withDayOfMonth(1).plusMonths(2));
            default -> true;
        };
    }

    private static Issue find(SandboxRequest request, Project project) {
        int iid = request.number("issue_iid");
        return project.issues.stream()
                .filter(issue -> issue.iid == iid && request.world().canSee(request.userOrNull(), issue))
                .findFirst()
                .orElseThrow(() -> request.recorded().method().equals("DELETE")
                        ? ApiError.notFound("Issue")
                        : ApiError.recordNotFound());
    }

    private SandboxResponse get(SandboxRequest request) {
        return SandboxResponse.ok(views.issues.single(find(request, enabled(request)), request.userOrNull()));
    }

    private SandboxResponse create(SandboxRequest request) {
        Project project = request.project();
        User user = request.user();
        Params params = request.params();
        params.require("title");
        if (!project.issuesEnabled || project.archived) {
            throw ApiError.forbidden();
        }
        IssuableWrites.checkTexts(params.text("title"), params.text("description"));
        Integer iid = params.integer("iid");
        boolean mayNumber = request.world().accessLevel(user, project) >= World.OWNER;
        int number = iid != null && mayNumber ? iid : project.lastIssueIid + 1;
        if (project.issues.stream().anyMatch(issue -> issue.iid == number)) {
            throw ApiError.message(409, "Duplicated issue");
        }
        Instant now = request.world().now();
        Instant given = mayNumber ? params.instant("created_at") : null;
        Issue issue = new Issue(
                request.world().nextId(World.Kind.ISSUE),
                number,
                project,
                user,
                params.required("title"),
                given == null ? now : given);
        apply(request, issue);
        project.lastIssueIid = Math.max(project.lastIssueIid, number);
        project.issues.add(issue);
        project.touched(now);
        return SandboxResponse.created(views.issues.single(issue, user));
    }

    private SandboxResponse update(SandboxRequest request) {
        Project project = enabled(request);
        Issue issue = find(request, project);
        User user = request.user();
        boolean mayEdit = request.world().accessLevel(user, project) >= World.REPORTER || issue.author.equals(user);
        if (!mayEdit || project.archived) {
            throw ApiError.forbidden();
        }
        requireAny(request.params());
        IssuableWrites writes = apply(request, issue);
        Instant now = request.world().now();
        writes.applyState(issue, now);
        Instant given = request.params().instant("updated_at");
        boolean mayDate = request.world().accessLevel(user, project) >= World.OWNER;
        issue.updatedAt = given != null && mayDate ? given : now;
        project.touched(now);
        return SandboxResponse.ok(views.issues.single(issue, user));
    }

    private static void requireAny(Params params) {
        List<String> known = List.of(
                "add_labels",
                "assignee_id",
                "assignee_ids",
                "confidential",
                "created_at",
                "description",
                "discussion_locked",
                "due_date",
                "epic_id",
                "epic_iid",
                "issue_type",
                "labels",
                "milestone",
                "milestone_id",
                "remove_labels",
                "severity",
                "start_date",
                "state_event",
                "title",
                "updated_at",
                "weight");
        if (known.stream().noneMatch(params::has)) {
            throw ApiError.error(
                    400, String.join(", ", known) + " are missing, at least one parameter must be provided");
        }
    }

    private static IssuableWrites apply(SandboxRequest request, Issue issue) {
        Params params = request.params();
        String type = params.choice("issue_type", TYPES);
        Integer weight = params.integer("weight");
        if (weight != null && weight < 0) {
            throw ApiError.invalid("weight", "must be greater than or equal to 0");
        }
        LocalDate due = params.date("due_date");
        LocalDate start = params.date("start_date");
        Boolean confidential = params.bool("confidential");
        String severity = params.choice("severity", "unknown", "low", "medium", "high", "critical");
        IssuableWrites writes = new IssuableWrites(request, issue.project);
        writes.apply(issue);
        issue.issueType = type == null ? issue.issueType : type;
        issue.confidential = confidential == null ? issue.confidential : confidential;
        issue.severity = severity == null ? issue.severity : severity.toUpperCase(Locale.ROOT);
        issue.weight = params.has("weight") ? weight : issue.weight;
        issue.dueDate = params.has("due_date") ? due : issue.dueDate;
        issue.startDate = params.has("start_date") ? start : issue.startDate;
        return writes;
    }

    private SandboxResponse delete(SandboxRequest request) {
        Project project = enabled(request);
        Issue issue = find(request, project);
        if (request.world().accessLevel(request.user(), project) < World.OWNER) {
            throw ApiError.forbidden();
        }
        checkUnmodified(request, issue.updatedAt);
        project.issues.remove(issue);
        return SandboxResponse.noContent();
    }

    /** 412 when the caller's {@code If-Unmodified-Since} is older than the last change. */
    static void checkUnmodified(SandboxRequest request, Instant updatedAt) {
        String since = request.recorded().header("If-Unmodified-Since").orElse(null);
        if (since == null) {
            return;
        }
        Instant known = httpDate(since);
        if (known != null && updatedAt.isAfter(known.plusSeconds(1))) {
            throw ApiError.message(412, "412 Precondition Failed");
        }
    }

    private static @Nullable Instant httpDate(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private SandboxResponse relatedMergeRequests(SandboxRequest request) {
        Issue issue = find(request, enabled(request));
        String reference = "#" + issue.iid + "(?!\\d)";
        List<MergeRequest> related = issue.project.mergeRequests.stream()
                .filter(item -> (item.title + " " + item.description).matches("(?s).*" + reference + ".*"))
                .toList();
        return Pages.offset(request, related, item -> views.mergeRequests.listed(item, false));
    }

    private SandboxResponse closedBy(SandboxRequest request) {
        Issue issue = find(request, enabled(request));
        List<MergeRequest> closing = issue.project.mergeRequests.stream()
                .filter(item -> MergeActions.closes(item).contains(issue))
                .toList();
        return Pages.offset(request, closing, item -> views.mergeRequests.listed(item, false));
    }
}
