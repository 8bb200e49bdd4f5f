package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import dev.gitlabmcp.tool.Param;
import java.util.stream.Stream;

/**
 * The settings of a group: https://docs.gitlab.com/api/groups/#update-group-attributes. Few of them are listed; the
 * picture is left out, since it is a file.
 */
final class GroupSettings {
    private static final Param<String> DESCRIPTION = longText("description", "What it is for.");
    private static final Param<String> VISIBILITY =
            choice("visibility", "Who sees it.", "private", "internal", "public");
    private static final Param<String> DEFAULT_BRANCH = text("default_branch", "Default branch of new projects.");
    private static final Param<String> PROJECT_CREATION = choice(
            "project_creation_level",
            "Who may create projects.",
            "noone",
            "owner",
            "maintainer",
            "developer",
            "administrator");
    private static final Param<String> SUBGROUP_CREATION =
            choice("subgroup_creation_level", "Who may create subgroups.", "owner", "maintainer");

    private GroupSettings() {}

    /** All that a new group takes beside name and path. */
    static Param<?>[] forCreation() {
        return join(
                Stream.of(
                        bigInteger("parent_id", "Numeric id of the group above; else it is top-level."),
                        DESCRIPTION,
                        VISIBILITY),
                Stream.of(
                        bigInteger("organization_id", "Organisation."),
                        DEFAULT_BRANCH,
                        PROJECT_CREATION,
                        SUBGROUP_CREATION));
    }

    /** All that can be changed beside name and path. */
    static Param<?>[] forUpdate() {
        return join(
                Stream.of(DESCRIPTION, VISIBILITY, DEFAULT_BRANCH, PROJECT_CREATION, SUBGROUP_CREATION),
                Stream.concat(updatesOnly(), restrictions()));
    }

    private static Param<?>[] join(Stream<Param<?>> listed, Stream<Param<?>> more) {
        Stream<Param<?>> unlisted = Stream.of(more, common(), branches(), duo()).flatMap(params -> params);
        return Stream.concat(listed, unlisted.map(Param::unlisted)).toArray(Param<?>[]::new);
    }

    private static Stream<Param<?>> common() {
        return Stream.of(
                flag("share_with_group_lock", "Projects cannot be shared with other groups."),
                flag("require_two_factor_authentication", "Members need two factors."),
                integer("two_factor_grace_period", "Hours until then."),
                flag("auto_devops_enabled", "Auto DevOps for all projects."),
                flag("emails_enabled", "Notifications by e-mail."),
                flag("show_diff_preview_in_email", "With diffs in them."),
                flag("mentions_disabled", "The group cannot be mentioned."),
                flag("lfs_enabled", "Git LFS for its projects."),
                flag("request_access_enabled", "Users may request access."),
                choice("enabled_git_access_protocol", "How Git connects.", "ssh", "http", "all"),
                flag("crm_enabled", "Customer relations."),
                flag("resource_access_token_notify_inherited", "Tell inherited members of expiring tokens."),
                flag("lock_resource_access_token_notify_inherited", "Subgroups cannot change that."),
                flag("membership_lock", "Projects cannot get members of their own (Premium)."),
                text("ldap_cn", "LDAP common name."),
                integer("ldap_access", AccessLevels.ROLES),
                integer("shared_runners_minutes_limit", "Compute minutes a month (admin)."),
                integer("extra_shared_runners_minutes_limit", "Extra compute minutes (admin)."),
                choice("wiki_access_level", "Who uses the wiki (Premium).", "disabled", "private", "enabled"));
    }

    private static Stream<Param<?>> branches() {
        return Stream.of(
                integer(
                                "default_branch_protection",
                                "0 none, 1 partial, 2 full, 3 developers merge, 4 also push first; prefer the next.")
                        .min(0)
                        .max(4),
                fields(
                        "default_branch_protection_defaults",
                        "Protection of new projects' default branch.",
                        levels("allowed_to_push", "Who may push."),
                        levels("allowed_to_merge", "Who may merge."),
                        flag("allow_force_push", "Force push."),
                        flag("code_owner_approval_required", "Code owners must approve."),
                        flag("developer_can_initial_push", "Developers may push first.")));
    }

    private static Param<?> levels(String name, String description) {
        return fieldsList(name, description, integer("access_level", "0 nobody, 30, 40, 60 admin."));
    }

    private static Stream<Param<?>> duo() {
        return Stream.of(
                choice("duo_availability", "GitLab Duo.", "default_on", "default_off", "never_on", "always_on"),
                flag("duo_remote_flows_availability", "Duo remote flows."),
                flag("duo_foundational_flows_availability", "Duo foundational flows."),
                flag("duo_custom_agents_availability", "Duo custom agents."),
                flag("duo_custom_flows_availability", "Duo custom flows."),
                flag("duo_external_agents_availability", "Duo external agents."),
                choice(
                        "tool_approval_for_session_availability",
                        "Approving tools for a session.",
                        "default_on",
                        "default_off",
                        "never_on"),
                flag("amazon_q_auto_review_enabled", "Amazon Q reviews."),
                flag("experiment_features_enabled", "Experiments."),
                flag("model_prompt_cache_enabled", "Prompt cache."),
                fieldsList(
                        "foundational_agents_statuses",
                        "Foundational agents.",
                        text("reference", "Which.").required(),
                        flag("enabled", "On.").required()),
                fields(
                        "ai_settings_attributes",
                        "AI settings.",
                        flag("duo_agent_platform_enabled", "Agent platform."),
                        flag("duo_workflow_mcp_enabled", "MCP for it."),
                        flag("ai_usage_data_collection_enabled", "Usage data."),
                        flag("ai_catalog_restricted_to_group_hierarchy", "Catalogue of the group only."),
                        flag("foundational_agents_default_enabled", "New agents are on."),
                        choice(
                                "prompt_injection_protection_level",
                                "Prompt injection.",
                                "no_checks",
                                "log_only",
                                "interrupt"),
                        flag("include_recommended_allowed", "Recommended domains."),
                        flag("allow_all_unix_sockets", "Unix sockets."),
                        flag("allow_project_extension", "Projects may add domains."),
                        integer("minimum_access_level_execute", "Role to run."),
                        integer("minimum_access_level_execute_async", "Role to run in CI."),
                        integer("minimum_access_level_manage", "Role to manage."),
                        integer("minimum_access_level_enable_on_projects", "Role to enable.")));
    }

    private static Stream<Param<?>> updatesOnly() {
        return Stream.of(
                choice(
                        "shared_runners_setting",
                        "Instance runners.",
                        "disabled_and_unoverridable",
                        "disabled_and_overridable",
                        "enabled"),
                flag("only_allow_merge_if_pipeline_succeeds", "Merge only with a green pipeline."),
                flag("allow_merge_on_skipped_pipeline", "A skipped pipeline counts as green."),
                flag("only_allow_merge_if_all_discussions_are_resolved", "Merge only without open threads."),
                flag("math_rendering_limits_enabled", "Limit formulas."),
                flag("lock_math_rendering_limits_enabled", "Subgroups cannot change that."),
                integer("max_artifacts_size", "MB of a job's artifacts."),
                bigInteger("file_template_project_id", "Project with file templates (Premium)."),
                bigInteger("duo_template_project_id", "Project with instructions for Duo reviews."),
                flag("web_based_commit_signing_enabled", "Sign commits made in GitLab."),
                flag("allow_personal_snippets", "Enterprise users may have snippets."),
                flag("built_in_project_templates_enabled", "Built-in project templates."),
                flag("lock_built_in_project_templates_enabled", "Subgroups cannot change that."),
                textList("enabled_foundational_flows", "Foundational flows."),
                flag("duo_core_features_enabled", "Duo Core."),
                flag("duo_features_enabled", "Duo features."),
                flag("lock_duo_features_enabled", "Subgroups cannot change that."),
                flag("auto_duo_code_review_enabled", "Duo reviews merge requests."),
                flag("ai_audit_events_storage_enabled", "Store AI audit events."),
                flag("lock_ai_audit_events_storage_enabled", "Subgroups cannot change that."),
                flag("create_code_review_flow_consent", "Consent to review by agents."),
                fieldsList(
                        "duo_namespace_access_rules",
                        "Who may use Duo.",
                        fields(
                                "through_namespace",
                                "Members of.",
                                bigInteger("id", "Its id.").required()),
                        textList("features", "What they may use.").required()));
    }

    private static Stream<Param<?>> restrictions() {
        return Stream.of(
                flag("prevent_sharing_groups_outside_hierarchy", "No sharing with groups outside."),
                flag("prevent_forking_outside_group", "No forks outside (Premium)."),
                text("step_up_auth_required_oauth_provider", "Provider for step-up sign-in; \"\" for none."),
                integer("unique_project_download_limit", "Projects a user may download."),
                integer("unique_project_download_limit_interval_in_seconds", "Within these seconds."),
                textList("unique_project_download_limit_allowlist", "User names without that limit."),
                integerList("unique_project_download_limit_alertlist", "User ids to be told."),
                flag("auto_ban_user_on_excessive_projects_download", "Ban who exceeds it."),
                text("ip_restriction_ranges", "Allowed addresses, with commas (Premium)."),
                text("allowed_email_domains_list", "Allowed e-mail domains, with commas."),
                flag("service_access_tokens_expiration_enforced", "Service accounts' tokens must expire."));
    }
}
