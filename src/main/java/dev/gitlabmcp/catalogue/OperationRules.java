package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.tool.Access;
import dev.gitlabmcp.tool.Operation.Reach;
import java.util.regex.Pattern;

/**
 * What operations of GitLab's API may do, by method and path. The methods say most of it; what they do not say stands here.
 * Stateless.
 */
final class OperationRules {
    /** Methods that write, with which these only ask: they check, render, search or send a long question. */
    private static final Pattern ONLY_ASKS = Pattern.compile("POST ("
            + "/markdown|/glql|/orbit/query.*|/projects/\\{id}/ci/lint|/projects/\\{id}/repository/blobs/batch"
            + "|.*/npm/v1/security/.*|/projects/\\{project_id}/product_analytics/request/.*"
            + "|/projects/\\{id}/ml/mlflow/.*/(search|get-latest-versions)"
            + "|/runners/verify|/code_suggestions/enabled)");

    /** Methods that do not say so, with which these remove something or cannot be undone. */
    private static final Pattern REMOVES = Pattern.compile("(POST|PUT|PATCH) ("
            + ".*/(erase|purge|prune|housekeeping|revoke|reject|rotate|renew-secret|transfer|transfer_to_organization)"
            + "|.*/reset_(authentication|registration)_token|.*/(experiments|runs|registered-models)/delete"
            + "|/topics/merge|/projects/\\{id}/(labels|milestones)/.*promote.*"
            + "|/groups/\\{id}/placeholder_reassignments|/users/\\{id}/ban|/user/support_pin/revoke"
            + "|/admin/active_context/.*|/namespaces/\\{id}/minutes/move/.*)");

    /** The instance itself, what acts as somebody else, and the tokens and accounts of others. */
    private static final Pattern GUARDED = Pattern.compile("(\\w+ ("
            + "/admin([/_].*)?|/applications?(/.*)?|/(features|geo|geo_nodes|geo_sites|sidekiq|license|internal|rollouts)(/.*)?"
            + "|.*/impersonation_tokens(/.*)?|/users/\\{\\w+}/personal_access_tokens(/.*)?"
            + "|/(projects|groups)/\\{id}/service_accounts/\\{user_id}/personal_access_tokens(/.*)?"
            + "|/groups/\\{id}/manage/.*|/user/\\{user_id}/.*|/users/\\{\\w+}/support_pin(/.*)?|/token_exchange"
            + "|/hooks(/.*)?|/(runner_controllers|project_aliases|elasticsearch_indexed_namespaces|usage_data)(/.*)?"
            + "|.*repository_storage_moves(/.*)?|/namespaces/\\{id}/(minutes|gitlab_subscription|storage|subscription_).*"
            + "|/groups/\\{id}/(scim|saml|enterprise_users|placeholder_reassignments)/.*|/ldap/.*)"
            + "|(POST|PUT|PATCH|DELETE) (/users|/users/\\{\\w+}|/users/\\{\\w+}/[^fu].*|/users/\\{\\w+}/un[^f].*"
            + "|/service_accounts.*|/broadcast_messages.*|/organizations.*|/namespaces/\\{id}|/runners/reset_.*))");

    /** Made to hand out a token, which GitLab shows this one time. */
    private static final Pattern HANDS_OUT = Pattern.compile("(POST|PUT) ("
            + ".*/(\\w*access_tokens|impersonation_tokens|deploy_tokens|tokens|triggers|rotate|renew-secret|access_token)"
            + "|/applications|/user/(applications|runners)|/runners|.*/reset_(authentication|registration)_token"
            + "|.*/access_tokens/self/rotate|.*/client_keys|.*/direct_access)");

    private OperationRules() {}

    /** How much an operation may do to GitLab. */
    static Access access(Method method, String path) {
        if (method.isSafe()) {
            return Access.READ;
        }
        String request = method + " " + path;
        if (ONLY_ASKS.matcher(request).matches()) {
            return Access.READ;
        }
        return method == Method.DELETE || REMOVES.matcher(request).matches() ? Access.DELETE : Access.MODIFY;
    }

    /** What an operator must switch on for it; {@code other} as the table says. */
    static Reach reach(Method method, String path, boolean other) {
        if (GUARDED.matcher(method + " " + path).matches()) {
            return Reach.GUARDED;
        }
        return other ? Reach.OTHER : Reach.MAIN;
    }

    /** Whether the token in its answer is what it is called for. */
    static boolean handsOut(Method method, String path) {
        return HANDS_OUT.matcher(method + " " + path).matches();
    }
}
