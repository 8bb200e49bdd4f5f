package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.revealed;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Agents that connect Kubernetes clusters: https://docs.gitlab.com/api/cluster_agents/ */
final class ClusterAgentTools {
    private static final String AGENTS = "/projects/{project_id}/cluster_agents";
    private static final String AGENT = AGENTS + "/{agent_id}";
    private static final String TOKENS = AGENT + "/tokens";
    private static final String TOKEN = TOKENS + "/{token_id}";
    private static final String URLS = AGENT + "/url_configurations";

    static final Shape AGENT_SHAPE = Shape.of(
            field("id"),
            field("name"),
            field("config_project.path_with_namespace").as("config_project"),
            field("is_receptive").ifSet(),
            field("created_by_user_id"),
            time("created_at"));

    static final Shape AGENT_TOKEN = Shape.of(
            field("id"),
            text("name"),
            text("description").max(500),
            field("status"),
            field("created_by_user_id"),
            time("created_at"),
            time("last_used_at"));

    private static final Shape NEW_AGENT_TOKEN = Shape.of(
            revealed("token").as("token_shown_only_now"),
            field("id"),
            text("name"),
            text("description").max(500),
            field("agent_id"),
            field("status"));

    private static final Shape URL_CONFIGURATION = Shape.of(
            field("id"),
            field("agent_id"),
            field("url"),
            field("tls_host"),
            field("public_key"),
            field("client_cert"),
            field("ca_cert"));

    private static final Param<Long> AGENT_ID = bigInteger("agent_id", "Id; list_cluster_agents shows it.");
    private static final Param<Long> TOKEN_ID = bigInteger("token_id", "Id; list_cluster_agent_tokens shows it.");
    private static final Param<Long> URL_ID =
            bigInteger("url_configuration_id", "Id; list_cluster_agent_urls shows it.");

    static final ToolDefinition LIST_AGENTS = get("list_cluster_agents", AGENTS)
            .title("List cluster agents")
            .description("Lists the agents for Kubernetes that a project has registered.")
            .path(PROJECT_ID)
            .paginated()
            .returns(AGENT_SHAPE)
            .define();

    static final ToolDefinition GET_AGENT = get("get_cluster_agent", AGENT)
            .title("Get cluster agent")
            .description("Shows an agent for Kubernetes: its name, and the project with its configuration.")
            .path(PROJECT_ID, AGENT_ID)
            .returns(AGENT_SHAPE)
            .define();

    static final ToolDefinition CREATE_AGENT = post("create_cluster_agent", AGENTS)
            .title("Create cluster agent")
            .description("Registers an agent for a Kubernetes cluster; its token: create_cluster_agent_token.")
            .aliases("register_cluster_agent")
            .path(PROJECT_ID)
            .body(Params.text("name", "Name: lower case, digits, dashes.")
                    .max(63)
                    .required())
            .returns(AGENT_SHAPE)
            .define();

    static final ToolDefinition DELETE_AGENT = delete("delete_cluster_agent", AGENT)
            .title("Delete cluster agent")
            .description("Deletes an agent for Kubernetes with its tokens, which disconnects the cluster.")
            .path(PROJECT_ID, AGENT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_TOKENS = get("list_cluster_agent_tokens", TOKENS)
            .title("List cluster agent tokens")
            .description("Lists the tokens of an agent for Kubernetes, without the tokens themselves.")
            .path(PROJECT_ID, AGENT_ID)
            .paginated()
            .returns(AGENT_TOKEN)
            .define();

    static final ToolDefinition GET_TOKEN = get("get_cluster_agent_token", TOKEN)
            .title("Get cluster agent token")
            .description("Shows when a token of an agent for Kubernetes was used last, without the token itself.")
            .path(PROJECT_ID, AGENT_ID, TOKEN_ID)
            .returns(AGENT_TOKEN)
            .define();

    static final ToolDefinition CREATE_TOKEN = post("create_cluster_agent_token", TOKENS)
            .title("Create cluster agent token")
            .description("Creates a token with which an agent for Kubernetes connects, and shows it this once.")
            .path(PROJECT_ID, AGENT_ID)
            .body(
                    Params.text("name", "What it is called.").max(255).required(),
                    Params.text("description", "What it is for."))
            .returns(NEW_AGENT_TOKEN)
            .define();

    static final ToolDefinition REVOKE_TOKEN = delete("revoke_cluster_agent_token", TOKEN)
            .title("Revoke cluster agent token")
            .description("Ends a token of an agent for Kubernetes for good.")
            .path(PROJECT_ID, AGENT_ID, TOKEN_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_URLS = get("list_cluster_agent_urls", URLS)
            .title("List cluster agent URLs")
            .description("Lists where GitLab calls a receptive agent for Kubernetes (Ultimate).")
            .path(PROJECT_ID, AGENT_ID)
            .returns(URL_CONFIGURATION)
            .define();

    static final ToolDefinition GET_URL = get("get_cluster_agent_url", URLS + "/{url_configuration_id}")
            .title("Get cluster agent URL")
            .description("Shows where GitLab calls a receptive agent for Kubernetes, and its public key (Ultimate).")
            .path(PROJECT_ID, AGENT_ID, URL_ID)
            .returns(URL_CONFIGURATION)
            .define();

    static final ToolDefinition CREATE_URL = post("create_cluster_agent_url", URLS)
            .title("Create cluster agent URL")
            .description("Has GitLab call an agent for Kubernetes, which thereby becomes receptive (Ultimate).")
            .path(PROJECT_ID, AGENT_ID)
            .body(
                    Params.text("url", "Where the agent listens: grpc:// or grpcs://.")
                            .required(),
                    longText("client_cert", "Certificate for mTLS, PEM.").unlisted(),
                    longText("client_key", "Its key, PEM.").secret().unlisted(),
                    longText("ca_cert", "Authority of the agent's certificate, PEM.")
                            .unlisted(),
                    Params.text("tls_host", "Host name of that certificate.").unlisted())
            .returns(URL_CONFIGURATION)
            .define();

    static final ToolDefinition DELETE_URL = delete("delete_cluster_agent_url", URLS + "/{url_configuration_id}")
            .title("Delete cluster agent URL")
            .description("Has GitLab no longer call an agent for Kubernetes (Ultimate).")
            .path(PROJECT_ID, AGENT_ID, URL_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "cluster_agents",
            "Agents for Kubernetes",
            LIST_AGENTS,
            GET_AGENT,
            CREATE_AGENT,
            DELETE_AGENT,
            LIST_TOKENS,
            GET_TOKEN,
            CREATE_TOKEN,
            REVOKE_TOKEN,
            LIST_URLS,
            GET_URL,
            CREATE_URL,
            DELETE_URL);

    private ClusterAgentTools() {}
}
