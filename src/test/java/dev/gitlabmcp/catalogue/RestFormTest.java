package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode tree(String json) throws JsonProcessingException {
        return JSON.readTree(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'webUrl':'x','createdAt':1} | {'web_url':'x','created_at':1}",
                "{'id':'gid://gitlab/WorkItem/5','linkId':'gid://gitlab/A::B/6'} | {'id':5,'link_id':6}",
                "{'id':'gid://gitlab/Discussion/6a9c'} | {'id':'6a9c'}",
                "{'id':'gid://gitlab/WorkItems::Statuses::Custom::Status/1'} | {'id':'gid://gitlab/WorkItems::Statuses::Custom::Status/1'}",
                "{'title':'gid://gitlab/WorkItem/5'} | {'title':'gid://gitlab/WorkItem/5'}",
                "{'iid':'7'} | {'iid':7}",
                "{'iid':'seven'} | {'iid':'seven'}",
                "{'a':{'nodes':[{'iid':'1'}]}} | {'a':[{'iid':1}]}",
                "{'a':{'nodes':[],'pageInfo':{'hasNextPage':true}}} | {'a':[],'a_cut':true}",
                "{'widgets':[{'type':'X','weight':3},{'type':'Y'},null,7]} | {'weight':3}",
                "{'widgets':7} | {'widgets':7}",
                "[null,{'aB':null}] | [null,{'a_b':null}]",
                "7 | 7",
            })
    void of_givesTheFormOfRest(String given, String expected) throws JsonProcessingException {
        assertThat(RestForm.of(tree(given))).hasToString(tree(expected).toString());
    }

    @Test
    void page_staysAConnection() throws JsonProcessingException {
        assertThat(RestForm.page(tree("{'nodes':[{'aB':1}],'pageInfo':{'endCursor':'x'}}")))
                .isEqualTo(tree("{'nodes':[{'a_b':1}],'pageInfo':{'endCursor':'x'}}"));
    }
}
