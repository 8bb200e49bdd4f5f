package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.tool.Catalogue;
import dev.gitlabmcp.tool.Features;
import dev.gitlabmcp.tool.Toolset;
import java.util.List;

/** Everything the product offers, in the order in which it is listed: the tool that needs no argument first. */
public final class GitLabCatalogue {
    private static final List<Toolset> TOOLSETS = List.of(
            Toolset.of(
                    "users",
                    "Users and events",
                    InstanceTools.TOOLS,
                    UserTools.TOOLS,
                    EventTools.TOOLS,
                    UserKeyTools.TOOLS,
                    AccountTools.TOOLS),
            Toolset.of(
                    "projects",
                    "Projects and their members",
                    ProjectTools.TOOLS,
                    ForkTools.TOOLS,
                    SharingTools.TOOLS,
                    MemberTools.TOOLS,
                    AccessRequestTools.TOOLS,
                    InvitationTools.TOOLS,
                    MemberRoleTools.TOOLS),
            Toolset.of("groups", "Groups and namespaces", GroupTools.TOOLS, NamespaceTools.TOOLS),
            Toolset.of(
                    "issues",
                    "Issues",
                    IssueTools.TOOLS,
                    IssueNoteTools.TOOLS,
                    IssueLinkTools.TOOLS,
                    TimeTrackingTools.TOOLS,
                    ReactionTools.TOOLS,
                    TodoTools.TOOLS,
                    ResourceEventTools.TOOLS),
            Toolset.of(
                    "workitems",
                    "Work items, epics and incidents",
                    WorkItemTools.TOOLS,
                    WorkItemTypeTools.TOOLS,
                    WorkItemNoteTools.TOOLS,
                    WorkItemReactionTools.TOOLS,
                    SavedViewTools.TOOLS,
                    TimelineTools.TOOLS),
            Toolset.of("labels", "Labels", LabelTools.TOOLS),
            Toolset.of("milestones", "Milestones and iterations", MilestoneTools.TOOLS, IterationTools.TOOLS),
            Toolset.of("boards", "Issue boards", BoardTools.TOOLS),
            Toolset.of(
                    "merge_requests",
                    "Merge requests and reviews",
                    MergeRequestTools.TOOLS,
                    MergeTools.TOOLS,
                    DiffTools.TOOLS,
                    MergeRequestPartTools.COMMIT_TOOLS,
                    MergeRequestNoteTools.TOOLS,
                    ThreadTools.TOOLS,
                    DraftNoteTools.TOOLS,
                    SuggestionTools.TOOLS,
                    ApprovalTools.TOOLS,
                    ApprovalRuleTools.TOOLS,
                    MergeRequestPartTools.PEOPLE_TOOLS,
                    MergeRequestPartTools.LINK_TOOLS,
                    MergeRequestTimeTools.TOOLS,
                    StatusCheckTools.TOOLS,
                    MergeTrainTools.TOOLS),
            Toolset.of("search", "Search", SearchTools.TOOLS),
            Toolset.of(
                    "repositories",
                    "Repositories and files",
                    RepositoryTools.TOOLS,
                    RepositoryFactTools.TOOLS,
                    UploadTools.TOOLS),
            Toolset.of(
                    "branches",
                    "Branches and commits",
                    BranchTools.TOOLS,
                    ProtectedBranchTools.TOOLS,
                    PushRuleTools.TOOLS,
                    CommitTools.TOOLS,
                    CommitNoteTools.TOOLS,
                    CommitStatusTools.TOOLS),
            Toolset.of("tags", "Tags", TagTools.TOOLS, ProtectedTagTools.TOOLS),
            Toolset.of(
                    "pipelines",
                    "Pipelines and jobs",
                    PipelineTools.TOOLS,
                    JobTools.TOOLS,
                    ArtifactTools.TOOLS,
                    PipelineScheduleTools.TOOLS,
                    PipelineTriggerTools.TOOLS,
                    ResourceGroupTools.TOOLS),
            Toolset.of("ci", "CI/CD configuration", LintTools.TOOLS, CiCatalogTools.TOOLS),
            Toolset.of("variables", "CI/CD variables", VariableTools.TOOLS),
            Toolset.of("webhooks", "Webhooks", WebhookTools.TOOLS, WebhookEventTools.TOOLS),
            Toolset.of("integrations", "Integrations", IntegrationTools.TOOLS),
            Toolset.of(
                    "access_tokens",
                    "Access tokens and service accounts",
                    AccessTokenTools.TOOLS,
                    ServiceAccountTools.TOOLS),
            Toolset.of("audit_events", "Audit events", AuditEventTools.TOOLS),
            Toolset.of(
                    "security", "Security", DependencyTools.TOOLS, SecuritySettingTools.TOOLS, ScanProfileTools.TOOLS),
            Toolset.of("analytics", "Analytics", AnalyticsTools.TOOLS),
            Toolset.of("templates", "Templates", TemplateTools.TOOLS, CommentTemplateTools.TOOLS),
            Toolset.of("clusters", "Kubernetes clusters", ClusterAgentTools.TOOLS),
            Toolset.of("wiki", "Wikis", WikiTools.TOOLS, WikiNoteTools.TOOLS),
            Toolset.of("snippets", "Snippets", SnippetTools.TOOLS, SnippetNoteTools.TOOLS),
            Toolset.of("packages", "Packages", PackageTools.TOOLS, PackageProtectionTools.TOOLS),
            Toolset.of("registry", "Container registry", RegistryTools.TOOLS, RegistryProtectionTools.TOOLS),
            Toolset.of("dependency_proxy", "Dependency proxy", DependencyProxyTools.TOOLS),
            Toolset.of("pages", "GitLab Pages", PagesTools.TOOLS),
            Toolset.of("topics", "Topics and badges", TopicTools.TOOLS, BadgeTools.TOOLS),
            Toolset.of("mirrors", "Mirrors and exports", RemoteMirrorTools.TOOLS, ExportTools.TOOLS),
            Toolset.of("secure_files", "Secure files", SecureFileTools.TOOLS),
            Toolset.of(
                    "environments",
                    "Environments and deployments",
                    EnvironmentTools.TOOLS,
                    DeploymentTools.TOOLS,
                    ProtectedEnvironmentTools.TOOLS,
                    FreezePeriodTools.TOOLS),
            Toolset.of("feature_flags", "Feature flags", FeatureFlagTools.TOOLS),
            Toolset.of("releases", "Releases", ReleaseTools.TOOLS, ReleaseLinkTools.TOOLS),
            Toolset.of("runners", "Runners", RunnerTools.TOOLS),
            Toolset.of(
                    "ci_tokens",
                    "Job token access, deploy keys and deploy tokens",
                    JobTokenScopeTools.TOOLS,
                    DeployKeyTools.TOOLS,
                    DeployTokenTools.TOOLS),
            Toolset.of("vulnerabilities", "Vulnerabilities", VulnerabilityTools.TOOLS),
            Toolset.of("duo", "GitLab Duo", DuoTools.TOOLS),
            Toolset.of("orbit", "Knowledge graph", OrbitTools.TOOLS),
            Toolset.of("graphql", "GraphQL of your own", GraphQlTools.TOOLS));

    /** What most sessions need; the list a model gets unless the operator says otherwise. */
    private static final List<String> CORE = List.of(
            "whoami",
            "list_projects",
            "get_project",
            "list_issues",
            "get_issue",
            "create_issue",
            "update_issue",
            "list_merge_requests",
            "get_merge_request",
            "create_merge_request",
            "list_merge_request_changed_files",
            "get_merge_request_file_diff",
            "list_merge_request_discussions",
            "create_merge_request_note",
            "get_repository_tree",
            "get_file_contents",
            "push_files",
            "search_gitlab",
            "list_pipelines",
            "get_pipeline",
            "list_pipeline_jobs",
            "get_pipeline_job_output",
            "wait_for_pipeline");

    private GitLabCatalogue() {}

    /** The domains, in order. */
    public static List<Toolset> toolsets() {
        return TOOLSETS;
    }

    /** All tools, in order. */
    public static Catalogue tools() {
        return Catalogue.of(TOOLSETS, CORE, List.of()).with(ApiOperations.ALL);
    }

    /** A builder that holds all of the product's tools, prompts, resource templates and completions. */
    public static Features.Builder features() {
        Features.Builder features = Features.builder();
        features.toolsets(TOOLSETS, CORE).operations(ApiOperations.ALL);
        GitLabPrompts.ALL.forEach(features::prompt);
        GitLabResources.TEMPLATES.forEach(features::template);
        GitLabCompletions.SOURCES.forEach(features::completion);
        return features;
    }
}
