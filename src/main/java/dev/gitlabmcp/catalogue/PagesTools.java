package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.patch;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Web sites that projects publish: https://docs.gitlab.com/api/pages/, https://docs.gitlab.com/api/pages_domains/ */
final class PagesTools {
    private static final String PAGES = "/projects/{project_id}/pages";
    private static final String DOMAINS = PAGES + "/domains";
    private static final String ONE = DOMAINS + "/{domain}";

    static final Shape SETTINGS = Shape.of(
            field("url"),
            field("is_unique_domain_enabled"),
            field("force_https"),
            field("primary_domain"),
            field("deployments").of(field("url"), text("path_prefix"), text("root_directory"), time("created_at")));

    static final Shape DOMAIN = Shape.of(
            field("domain"),
            field("url"),
            field("project_id"),
            field("verified"),
            field("verification_code"),
            field("auto_ssl_enabled"),
            field("certificate.subject").as("certificate_subject"),
            field("certificate.expired").as("certificate_expired"),
            field("certificate.expiration").as("certificate_expiration"),
            time("enabled_until"));

    private static final Param<String> DOMAIN_NAME =
            Params.text("domain", "Such as www.example.com.").max(255);
    private static final Param<Boolean> AUTO_SSL = flag("auto_ssl_enabled", "Certificate of Let's Encrypt.");
    private static final Param<String> CERTIFICATE =
            longText("certificate", "Certificate with its chain, PEM.").unlisted();
    private static final Param<String> KEY =
            longText("key", "The certificate's private key, PEM.").secret().unlisted();

    static final ToolDefinition GET_PAGES = get("get_pages_settings", PAGES)
            .title("Get Pages settings")
            .description("Shows address, settings and deployments of a project's GitLab Pages site.")
            .path(PROJECT_ID)
            .returns(SETTINGS)
            .define();

    static final ToolDefinition UPDATE_PAGES = patch("update_pages_settings", PAGES)
            .title("Update Pages settings")
            .description("Changes how a project's GitLab Pages site is reached.")
            .path(PROJECT_ID)
            .body(
                    flag("pages_unique_domain_enabled", "With a domain of its own."),
                    flag("pages_https_only", "HTTPS only."),
                    Params.text("pages_primary_domain", "Domain to which the others lead."))
            .returns(SETTINGS)
            .define();

    static final ToolDefinition DELETE_PAGES = delete("delete_pages", PAGES)
            .title("Unpublish Pages")
            .description("Takes a project's GitLab Pages site off the web; the next deployment brings it back.")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_DOMAINS = get("list_pages_domains", DOMAINS)
            .orAt("/pages/domains")
            .title("List Pages domains")
            .description("Lists the domains of a project's GitLab Pages; without project_id all (admin).")
            .path(PROJECT_ID)
            .query(DOMAIN_NAME.describedAs("Without project_id: only this one.").unless("project_id"))
            .paginated()
            .returns(DOMAIN)
            .define();

    static final ToolDefinition GET_DOMAIN = get("get_pages_domain", ONE)
            .title("Get Pages domain")
            .description("Shows a domain of a project's GitLab Pages: whether it is verified, and its certificate.")
            .path(PROJECT_ID, DOMAIN_NAME)
            .returns(DOMAIN)
            .define();

    static final ToolDefinition CREATE_DOMAIN = post("create_pages_domain", DOMAINS)
            .title("Create Pages domain")
            .description("Gives a project's GitLab Pages a domain; its verification_code goes into a DNS TXT record.")
            .path(PROJECT_ID)
            .body(DOMAIN_NAME.required(), AUTO_SSL, CERTIFICATE, KEY)
            .returns(DOMAIN)
            .define();

    static final ToolDefinition UPDATE_DOMAIN = put("update_pages_domain", ONE)
            .title("Update Pages domain")
            .description("Changes the certificate of a domain of GitLab Pages.")
            .path(PROJECT_ID, DOMAIN_NAME)
            .body(AUTO_SSL, CERTIFICATE, KEY)
            .returns(DOMAIN)
            .define();

    static final ToolDefinition DELETE_DOMAIN = delete("delete_pages_domain", ONE)
            .title("Delete Pages domain")
            .description("Takes a domain off a project's GitLab Pages.")
            .path(PROJECT_ID, DOMAIN_NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition VERIFY_DOMAIN = put("verify_pages_domain", ONE + "/verify")
            .title("Verify Pages domain")
            .description("Looks whether DNS holds the verification code of a domain of GitLab Pages.")
            .additive("it only looks at DNS")
            .path(PROJECT_ID, DOMAIN_NAME)
            .returns(DOMAIN)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "pages",
            "GitLab Pages",
            GET_PAGES,
            UPDATE_PAGES,
            DELETE_PAGES,
            LIST_DOMAINS,
            GET_DOMAIN,
            CREATE_DOMAIN,
            UPDATE_DOMAIN,
            DELETE_DOMAIN,
            VERIFY_DOMAIN);

    private PagesTools() {}
}
