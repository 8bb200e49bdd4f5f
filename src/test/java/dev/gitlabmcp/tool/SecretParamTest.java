package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.Params.anyValue;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import org.junit.jupiter.api.Test;

class SecretParamTest extends ToolTestCase {
    private static final ToolDefinition START = post("start_thing", "/things")
            .title("Start")
            .description("Starts.")
            .body(
                    text("name", "Name."),
                    text("token", "Token.").secret(),
                    fieldsList("variables", "Variables.", text("key", "Key."), anyValue("value", "Value."))
                            .secret(),
                    Params.object("inputs", "Inputs."))
            .returns(Shape.EVERYTHING)
            .define();

    @Test
    void next_leavesSecretsOut() {
        gitlab.on("POST /things", "[{\"text\":\"" + "x".repeat(3000) + "\"},{\"text\":\"" + "y".repeat(3000) + "\"}]");
        CallToolResult result = call(
                START,
                "{'name':'n','token':'s3cr3t','variables':[{'key':'a','value':'s3cr3t'}],'inputs':{'b':1}}",
                new ResultLimits(4096));
        assertThat(block(result, 0))
                .contains("\"next\":\"start_thing {\\\"name\\\":\\\"n\\\",\\\"inputs\\\":{\\\"b\\\":1}")
                .doesNotContain("s3cr3t");
    }

    @Test
    void refusal_doesNotRepeatSecrets() {
        assertThat(failure(START, "{'token':['s3cr3t']}")).isEqualTo("Invalid argument: token must be text");
        assertThat(failure(START, "{'variables':[{'key':{'a':'s3cr3t'}}]}"))
                .isEqualTo("Invalid argument: variables[0].key must be text");
        assertThat(failure(START, "{'variables':[{'key':'a'}],'name':['n']}")).contains("[\"n\"]");
    }

    @Test
    void object_isSentAsItIs() {
        gitlab.on("POST /things", "{}");
        success(START, "{'inputs':{'n':1.5,'list':['ü',null,{'deep':true}],'text':'a'},'variables':[{'value':[1]}]}");
        assertThat(tree(gitlab.last().body()))
                .isEqualTo(tree("{\"variables\":[{\"value\":[1]}],"
                        + "\"inputs\":{\"n\":1.5,\"list\":[\"ü\",null,{\"deep\":true}],\"text\":\"a\"}}"));
    }

    @Test
    void object_otherValue_isRefused() {
        assertThat(failure(START, "{'inputs':'n=1'}")).contains("inputs must be an object, but is \"n=1\"");
    }
}
