package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import dev.gitlabmcp.tool.Param;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a project: https://docs.gitlab.com/api/projects/#update-a-project. Few of them are listed; the
 * deprecated names of settings that have a newer one are left out, and so is the picture, which is a file.
 */
final class ProjectSettings {
    static final Param<String> PATH = text("path", "Last part of the path.");

    private static final Param<String> DESCRIPTION = longText("description", "What it is for.");
    private static final Param<String> VISIBILITY =
            choice("visibility", "Who sees it.", "private", "internal", "public");
    private static final Param<String> DEFAULT_BRANCH = text("default_branch", "Default branch.");
    private static final Param<List<String>> TOPICS = textList("topics", "Topics.");
    private static final Param<String> MERGE_METHOD =
            choice("merge_method", "How to merge.", "merge", "rebase_merge", "ff");
    private static final Param<String> SQUASH_OPTION =
            choice("squash_option", "Whether to squash.", "never", "always", "default_on", "default_off");
    private static final Param<Boolean> PIPELINE_MUST_SUCCEED =
            flag("only_allow_merge_if_pipeline_succeeds", "Merge only with a green pipeline.");
    private static final Param<Boolean> THREADS_MUST_BE_RESOLVED =
            flag("only_allow_merge_if_all_discussions_are_resolved", "Merge only without open threads.");
    private static final Param<Boolean> REMOVE_SOURCE_BRANCH =
            flag("remove_source_branch_after_merge", "Delete source branches by default.");

    private ProjectSettings() {}

    /** All that a new project takes beside name and path. */
    static Param<?>[] forCreation() {
        return join(
                Stream.of(
                        groupId(
                                        "namespace_id",
                                        "Group: id, path or URL; of a user, the number that get_namespace shows.")
                                .numeric(),
                        DESCRIPTION,
                        VISIBILITY,
                        flag("initialize_with_readme", "With a first commit."),
                        DEFAULT_BRANCH),
                Stream.of(
                        TOPICS,
                        MERGE_METHOD,
                        SQUASH_OPTION,
                        PIPELINE_MUST_SUCCEED,
                        THREADS_MUST_BE_RESOLVED,
                        REMOVE_SOURCE_BRANCH,
                        text("template_name", "Built-in template to start from."),
                        bigInteger("template_project_id", "Project to use as template."),
                        flag("use_custom_template", "Use a template of the instance or group."),
                        bigInteger("group_with_project_templates_id", "Group that has the template."),
                        choice("repository_object_format", "Hash of commits.", "sha1", "sha256")));
    }

    /** All that can be changed beside name and path. */
    static Param<?>[] forUpdate() {
        return join(
                Stream.of(
                        DESCRIPTION,
                        VISIBILITY,
                        DEFAULT_BRANCH,
                        TOPICS,
                        MERGE_METHOD,
                        SQUASH_OPTION,
                        PIPELINE_MUST_SUCCEED,
                        THREADS_MUST_BE_RESOLVED,
                        REMOVE_SOURCE_BRANCH),
                updatesOnly());
    }

    private static Param<?>[] join(Stream<Param<?>> listed, Stream<Param<?>> more) {
        Stream<Param<?>> unlisted =
                Stream.of(more, access(), merging(), pipelines(), other()).flatMap(params -> params);
        return Stream.concat(listed, unlisted.map(Param::unlisted)).toArray(Param<?>[]::new);
    }

    private static Param<String> who(String name, String what) {
        return choice(name, "Who uses " + what + "; private: members.", "disabled", "private", "enabled");
    }

    private static Param<String> whoOrPublic(String name, String what) {
        return choice(name, "Who uses " + what + "; private: members.", "disabled", "private", "enabled", "public");
    }

    private static Stream<Param<?>> access() {
        return Stream.of(
                who("issues_access_level", "issues"),
                who("repository_access_level", "the repository"),
                who("merge_requests_access_level", "merge requests"),
                who("forking_access_level", "forking"),
                who("wiki_access_level", "the wiki"),
                who("builds_access_level", "CI/CD"),
                who("snippets_access_level", "snippets"),
                whoOrPublic("package_registry_access_level", "packages"),
                whoOrPublic("pages_access_level", "Pages"),
                who("analytics_access_level", "analytics"),
                who("container_registry_access_level", "the container registry"),
                who("security_and_compliance_access_level", "security and compliance"),
                who("releases_access_level", "releases"),
                who("environments_access_level", "environments"),
                who("feature_flags_access_level", "feature flags"),
                who("infrastructure_access_level", "infrastructure"),
                who("monitor_access_level", "monitoring"),
                who("model_experiments_access_level", "model experiments"),
                who("model_registry_access_level", "the model registry"),
                who("requirements_access_level", "requirements (Ultimate)"),
                flag("issues_enabled", "Issues; prefer issues_access_level."),
                flag("merge_requests_enabled", "Merge requests; prefer merge_requests_access_level."),
                flag("wiki_enabled", "Wiki; prefer wiki_access_level."),
                flag("jobs_enabled", "CI/CD; prefer builds_access_level."),
                flag("snippets_enabled", "Snippets; prefer snippets_access_level."),
                flag("service_desk_enabled", "Service desk."),
                flag("request_access_enabled", "Users may request access."));
    }

    private static Stream<Param<?>> merging() {
        return Stream.of(
                flag("allow_merge_on_skipped_pipeline", "A skipped pipeline counts as green."),
                flag("only_allow_merge_if_all_status_checks_passed", "Merge only with all status checks passed."),
                flag("prevent_merge_without_jira_issue", "Merge only with a Jira issue."),
                flag("resolve_outdated_diff_discussions", "Resolve threads on lines that a push changes."),
                flag("printing_merge_request_link_enabled", "Print merge request links on push."),
                flag("autoclose_referenced_issues", "Merging closes issues."),
                flag("mr_default_target_self", "A fork's merge requests go to itself."),
                flag("merge_pipelines_enabled", "Merged results pipelines."),
                flag("merge_trains_enabled", "Merge trains."),
                flag("merge_trains_skip_train_allowed", "Trains may be skipped."),
                choice(
                        "merge_train_enforcement",
                        "Who may pass by trains.",
                        "allow_bypass",
                        "enforce_for_all_users",
                        "enforce_with_owner_override"),
                integer("max_pipelines_per_merge_train", "Parallel pipelines of a train."),
                choice("reviewer_assignment_strategy", "Who reviews.", "disabled", "code_owners", "dap_powered"),
                integer("approvals_before_merge", "Approvals needed; prefer approval rules."),
                text("suggestion_commit_message", "Commit message of applied suggestions."),
                text("merge_commit_template", "Message of merge commits."),
                text("squash_commit_template", "Message of squash commits."),
                text("issue_branch_template", "Name of branches made from issues."),
                text("mr_default_title_template", "Title of new merge requests.")
                        .max(100),
                text("merge_request_title_regex", "What titles must match."),
                text("merge_request_title_regex_description", "What that means, for people."));
    }

    private static Stream<Param<?>> pipelines() {
        return Stream.of(
                choice("build_git_strategy", "How jobs get files.", "fetch", "clone"),
                integer("build_timeout", "Seconds a job may take."),
                choice("auto_cancel_pending_pipelines", "Cancel outdated pipelines.", "disabled", "enabled"),
                text("ci_config_path", "Path of the CI configuration."),
                flag("shared_runners_enabled", "Instance runners."),
                flag("group_runners_enabled", "Group runners."),
                flag("public_jobs", "Jobs are public."),
                choice(
                        "resource_group_default_process_mode",
                        "Order of jobs in resource groups.",
                        "unordered",
                        "oldest_first",
                        "newest_first",
                        "newest_ready_first"),
                flag("auto_devops_enabled", "Auto DevOps."),
                choice("auto_devops_deploy_strategy", "How it deploys.", "continuous", "manual", "timed_incremental"),
                fields(
                                "container_expiration_policy_attributes",
                                "Which image tags to clean up.",
                                text("cadence", "How often: 1d, 7d, 14d, 1month, 3month."),
                                integer("keep_n", "Tags to keep."),
                                text("older_than", "Remove older: 7d, 14d, 30d, 90d."),
                                text("name_regex", "Tags to remove."),
                                text("name_regex_keep", "Tags to keep."),
                                flag("enabled", "On."))
                        .deletes(),
                flag("cicd_catalog_enabled", "In the CI/CD catalogue."));
    }

    private static Stream<Param<?>> other() {
        return Stream.of(
                flag("emails_enabled", "Notifications by e-mail."),
                flag("show_diff_preview_in_email", "With diffs in them."),
                flag("show_default_award_emojis", "Show default reactions."),
                flag("warn_about_potentially_unwanted_characters", "Warn about hidden characters."),
                flag("enforce_auth_checks_on_uploads", "Uploads need sign-in."),
                flag("lfs_enabled", "Git LFS."),
                text("import_url", "Git URL to import from.").secret(),
                text("repository_storage", "Storage (admin)."),
                text("external_authorization_classification_label", "Classification label."),
                flag("auto_duo_code_review_enabled", "Duo reviews merge requests."),
                flag("duo_remote_flows_enabled", "Duo remote flows."),
                flag("duo_sast_fp_detection_enabled", "Duo finds false positives of SAST."),
                flag("duo_secret_detection_fp_enabled", "Duo finds false positives of secret detection."),
                flag("duo_dependency_bump_breaking_changes_enabled", "Duo resolves breaking changes of updates."),
                flag("duo_sast_vr_workflow_enabled", "Duo resolves vulnerabilities of SAST."),
                flag("spp_repository_pipeline_access", "Pipelines may read security policies."));
    }

    private static Stream<Param<?>> updatesOnly() {
        return Stream.of(
                integer("ci_default_git_depth", "Revisions that jobs fetch."),
                flag("keep_latest_artifact", "Keep the latest artifacts."),
                flag("ci_forward_deployment_enabled", "Skip outdated deployments."),
                flag("ci_forward_deployment_rollback_allowed", "Except for roll-backs."),
                flag(
                        "ci_allow_fork_pipelines_to_run_in_parent_project",
                        "Forks' merge requests may run pipelines here."),
                flag("ci_separated_caches", "Protected branches have caches of their own."),
                flag("restrict_user_defined_variables", "Only maintainers give variables."),
                choice(
                        "ci_pipeline_variables_minimum_override_role",
                        "Who may give variables.",
                        "no_one_allowed",
                        "developer",
                        "maintainer",
                        "owner"),
                flag("ci_push_repository_for_job_token_allowed", "Job tokens may push."),
                textList("ci_id_token_sub_claim_components", "Parts of the sub claim of id tokens."),
                integer("ci_delete_pipelines_in_seconds", "Delete pipelines that old.")
                        .deletes(),
                text("ci_restrict_pipeline_cancellation_role", "Who may cancel: developer, maintainer, no_one."),
                integer("max_artifacts_size", "MB of a job's artifacts."),
                flag("protect_merge_request_pipelines", "Merge request pipelines get protected variables."),
                flag("ci_display_pipeline_variables", "Show variables given by hand."),
                flag("allow_pipeline_trigger_approve_deployment", "Who starts a pipeline may approve it."),
                integer("fallback_approvals_required", "Approvals without a rule."),
                markdown("issues_template", "Description of new issues."),
                markdown("merge_requests_template", "Description of new merge requests."),
                flag("web_based_commit_signing_enabled", "Sign commits made in GitLab."),
                flag("security_policy_pipeline_must_succeed", "Merge only with green policy pipelines."));
    }
}
