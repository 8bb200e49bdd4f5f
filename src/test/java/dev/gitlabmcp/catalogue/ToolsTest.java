package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each tool at the sandbox: what it asks GitLab for, what it shows, and how it is refused. */
class ToolsTest extends SandboxTestCase {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list_projects|{'membership':true,'topic':['java']}|GET"
                        + " /projects?membership=true&topic=java|/items/0/path|nordlicht-commerce/checkout/payment-service",
                "get_project|{'project_id':'nordlicht-commerce/checkout/payment-service'}|GET"
                        + " /projects/nordlicht-commerce%2Fcheckout%2Fpayment-service|/default_branch|main",
                "list_issues|{'project_id':41,'labels':['bug'],'state':'opened'}|GET"
                        + " /projects/41/issues?state=opened&scope=all&labels=bug|/items/0/labels/0|bug",
                "list_issues|{'group_id':'nordlicht-commerce'}|GET"
                        + " /groups/nordlicht-commerce/issues?scope=all|/items/0/state|opened",
                "list_issues|{'per_page':1}|GET /issues?scope=all&per_page=1|/next_page|2",
                "get_issue|{'project_id':41,'issue_iid':'#1'}|GET /projects/41/issues/1|/author|arjun.rao",
                "create_issue|{'project_id':41,'title':'New','labels':'bug'}|POST /projects/41/issues|/title|New",
                "update_issue|{'project_id':41,'issue_iid':1,'state_event':'close'}|PUT"
                        + " /projects/41/issues/1|/state|closed",
                "list_merge_requests|{'project_id':41,'state':'opened'}|GET"
                        + " /projects/41/merge_requests?state=opened&scope=all|/items/0/draft|true",
                "get_merge_request|{'project_id':41,'merge_request_iid':2}|GET"
                        + " /projects/41/merge_requests/2|/source_branch|fix/rounding-per-line",
                "list_merge_request_changed_files|{'project_id':41,'merge_request_iid':3}|GET"
                        + " /projects/41/merge_requests/3/diffs|/items/1/change|added",
                "get_repository_tree|{'project_id':41,'path':'docs'}|GET"
                        + " /projects/41/repository/tree?path=docs&pagination=keyset|/items/1/type|blob",
                "list_pipelines|{'project_id':41,'status':'failed'}|GET"
                        + " /projects/41/pipelines?status=failed|/items/0/id|18304",
                "get_pipeline|{'project_id':41,'pipeline_id':18304}|GET /projects/41/pipelines/18304|/status|failed",
                "list_pipeline_jobs|{'project_id':41,'pipeline_id':18304,'scope':['failed']}|GET"
                        + " /projects/41/pipelines/18304/jobs?scope%5B%5D=failed|/items/0/name|unit-test"
            })
    void tool_asksAndShows(String tool, String arguments, String request, String pointer, String shown) {
        JsonNode result = success(tool, arguments);
        assertThat(lastTarget()).isEqualTo(request);
        assertThat(result.at(pointer).asText()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list_projects|{'order_by':'size'}|order_by must be one of id, name",
                "get_project|{'project_id':'no/such'}|404 Project Not Found",
                "list_issues|{'project_id':4100}|404 Project Not Found",
                "get_issue|{'project_id':41,'issue_iid':999}|GitLab answered 404",
                "create_issue|{'project_id':41}|title is missing",
                "create_issue|{'project_id':41,'title':'x','milestone':'a','milestone_id':1}|milestone cannot be given"
                        + " together",
                "update_issue|{'project_id':41,'issue_iid':999,'title':'x'}|GitLab answered 404",
                "list_merge_requests|{'project_id':41,'reviewer':'x'}|did you mean reviewer_id",
                "get_merge_request|{'merge_request_iid':2}|project_id is missing",
                "list_merge_request_changed_files|{'project_id':41,'merge_request_iid':999}|GitLab answered 404",
                "get_merge_request_file_diff|{'project_id':41,'merge_request_iid':3,'file_paths':['nope']}|does not"
                        + " change nope. See list_merge_request_changed_files",
                "get_merge_request_file_diff|{'project_id':41,'merge_request_iid':3,'file_paths':[]}|file_paths must"
                        + " name a file",
                "get_file_contents|{'project_id':41,'file_path':'nope'}|GitLab answered 404",
                "get_file_contents|{'project_id':41,'file_path':'a/../b'}|file_path must not be empty",
                "get_file_contents|{'project_id':41,'file_path':'a','start_line':5,'end_line':4}|end_line must not be"
                        + " before",
                "get_repository_tree|{'project_id':41,'ref':'nope'}|GitLab answered 404",
                "list_pipelines|{'project_id':41,'status':'broken'}|status must be one of created",
                "get_pipeline|{'project_id':41,'pipeline_id':1}|GitLab answered 404",
                "list_pipeline_jobs|{'project_id':41,'pipeline_id':1}|GitLab answered 404",
                "get_pipeline_job_output|{'project_id':41,'job_id':1}|GitLab answered 404",
                "get_pipeline_job_output|{'project_id':41,'job_id':1,'grep':'(('}|grep is no regular expression",
                "wait_for_pipeline|{'project_id':41,'pipeline_id':1}|GitLab answered 404"
            })
    void tool_isRefusedWithAHint(String tool, String arguments, String said) {
        assertThat(failure(tool, arguments)).contains(said);
    }

    @Test
    void tool_urlNamesProjectAndNumber() {
        String url = gitlab.url() + "/nordlicht-commerce/checkout/payment-service/-/issues/1";
        success("get_issue", "{'issue_iid':'" + url + "'}");
        assertThat(lastTarget()).isEqualTo("GET /projects/nordlicht-commerce%2Fcheckout%2Fpayment-service/issues/1");
        assertThat(failure("get_issue", "{'issue_iid':'https://gitlab.com/a/b/-/issues/1'}"))
                .contains("URL of another place than the GitLab this call goes to");
    }

    @Test
    void issue_hiddenTextIsGone_andTheResultSaysUntrusted() {
        JsonNode issue = success("get_issue", "{'project_id':41,'issue_iid':4}");
        assertThat(issue.fieldNames().next()).isEqualTo("untrusted");
        assertThat(issue.get("description").asText())
                .contains("[hidden comment removed]")
                .doesNotContain("<!--");
    }

    @Test
    void whoami_showsUserTokenAndInstance() {
        JsonNode me = success("whoami", "{}");
        assertThat(me.at("/user/username").asText()).isEqualTo("lena.fischer");
        assertThat(me.at("/token/scopes/0").asText()).isEqualTo("api");
        assertThat(me.at("/gitlab/version").asText()).isNotBlank();
        assertThat(me.get("url").asText()).isEqualTo(gitlab.url().toString());
    }

    @Test
    void whoami_whatATokenMayNotSee_isLeftOut() {
        gitlab.faults()
                .add(Fault.on("GET", "/api/v4/personal_access_tokens/self")
                        .status(404, "{\"message\":\"404 Not found\"}"));
        gitlab.faults().add(Fault.on("GET", "/api/v4/metadata").status(403, "{\"message\":\"403 Forbidden\"}"));
        JsonNode me = success("whoami", "{}");
        assertThat(me.fieldNames()).toIterable().containsExactly("user", "url");
    }

    @Test
    void whoami_badToken_isRefused() {
        CallToolResult result = tools.call("whoami", (ObjectNode) json("{}"), as(SandboxTokens.EXPIRED));
        assertThat(result.isError()).isTrue();
        assertThat(block(result, 0)).contains("401").contains("expired");
    }

    @Test
    void diff_showsFactsAndText() {
        CallToolResult result = success(call(
                "get_merge_request_file_diff",
                "{'project_id':41,'merge_request_iid':3,'file_paths':['README.md','nope']}"));
        JsonNode facts = json(block(result, 0));
        assertThat(facts.at("/files/0/added").asInt()).isEqualTo(4);
        assertThat(facts.at("/not_changed_by_this_merge_request/0").asText()).isEqualTo("nope");
        assertThat(block(result, 1)).startsWith("=== README.md\n@@ ").contains("\n+## Refunds\n");
    }

    @Test
    void diff_fromALineOn() {
        CallToolResult result = success(call(
                "get_merge_request_file_diff",
                "{'project_id':41,'merge_request_iid':3,'file_paths':['README.md'],'start_line':5}"));
        assertThat(block(result, 1)).startsWith("=== README.md (from line 5)\n+## Refunds\n");
    }

    @Test
    void file_textWithWindow() {
        CallToolResult result = success(
                call("get_file_contents", "{'project_id':41,'file_path':'README.md','start_line':3,'end_line':3}"));
        assertThat(json(block(result, 0)).get("lines").asText()).isEqualTo("3-3");
        assertThat(json(block(result, 0)).get("last_commit_id").asText()).hasSize(40);
        assertThat(block(result, 1))
                .isEqualTo(
                        "Charges cards and invoices. Talks to the payment gateway over HTTPS and to the order service"
                                + " by events.\n");
    }

    @Test
    void file_awkwardPath() {
        success("get_file_contents", "{'project_id':41,'file_path':'docs/Rückfragen #Kasse.md','ref':'main'}");
        assertThat(lastTarget())
                .isEqualTo("GET /projects/41/repository/files/docs%2FR%C3%BCckfragen%20%23Kasse.md/raw?ref=main");
    }

    @Test
    void file_picture_isShownAsOne() {
        CallToolResult result = success(call("get_file_contents", "{'project_id':42,'file_path':'public/hero.png'}"));
        assertThat(result.content().get(1))
                .isInstanceOfSatisfying(
                        Content.Image.class,
                        image -> assertThat(image.mimeType()).isEqualTo("image/png"));
    }

    @Test
    void wait_endsWithThePipelineAndItsFailedJobs() {
        JsonNode result = success("wait_for_pipeline", "{'project_id':41,'pipeline_id':18304}");
        assertThat(result.get("ended").asBoolean()).isTrue();
        assertThat(result.at("/pipeline/status").asText()).isEqualTo("failed");
        assertThat(result.at("/failed_jobs/0/name").asText()).isEqualTo("unit-test");
        assertThat(context.progress()).containsExactly("pipeline is failed");
    }
}
