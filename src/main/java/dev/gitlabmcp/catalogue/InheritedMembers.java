package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.MemberTools.ALL;
import static dev.gitlabmcp.catalogue.MemberTools.INHERITANCE;
import static dev.gitlabmcp.catalogue.MemberTools.MEMBER;
import static dev.gitlabmcp.catalogue.MemberTools.MEMBER_PATH;
import static dev.gitlabmcp.catalogue.MemberTools.OF_GROUP;
import static dev.gitlabmcp.catalogue.MemberTools.OF_PROJECT;
import static dev.gitlabmcp.catalogue.MemberTools.QUERY;
import static dev.gitlabmcp.catalogue.MemberTools.SEAT_INFO;
import static dev.gitlabmcp.catalogue.MemberTools.STATE;
import static dev.gitlabmcp.catalogue.MemberTools.USER_ID;
import static dev.gitlabmcp.catalogue.MemberTools.USER_IDS;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.tool.CommonParams;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.stream.Collectors;

/** Reads members at the endpoint that also knows inherited ones, where they are wanted. Stateless. */
final class InheritedMembers {
    private InheritedMembers() {}

    /** Serves list_members. */
    static ToolOutput list(ToolCall call) {
        if (!call.find(INHERITANCE).orElse(false)) {
            if (call.has(STATE)) {
                throw ToolException.invalid(STATE.name(), "is only known with include_inheritance=true");
            }
            return call.answer(call.request(), MEMBER);
        }
        GitLabRequest.Builder request = at(call, ALL);
        call.find(QUERY).filter(words -> !words.isEmpty()).ifPresent(words -> request.query(QUERY.name(), words));
        call.find(USER_IDS)
                .filter(ids -> !ids.isEmpty())
                .map(ids -> ids.stream().map(Object::toString).collect(Collectors.joining(",")))
                .ifPresent(ids -> request.query(USER_IDS.name(), ids));
        add(call, SEAT_INFO, request);
        add(call, STATE, request);
        add(call, CommonParams.PAGE, request);
        add(call, CommonParams.PER_PAGE, request);
        return call.answer(request.build(), MEMBER);
    }

    /** Serves get_member. */
    static ToolOutput get(ToolCall call) {
        if (!call.find(INHERITANCE).orElse(false)) {
            return call.answer(call.request(), MEMBER);
        }
        return call.answer(
                at(call, ALL + MEMBER_PATH)
                        .path(USER_ID.name(), call.get(USER_ID))
                        .build(),
                MEMBER);
    }

    private static GitLabRequest.Builder at(ToolCall call, String rest) {
        if (call.has(PROJECT_ID)) {
            return GitLabRequest.get(OF_PROJECT + rest).path(PROJECT_ID.name(), call.get(PROJECT_ID));
        }
        String group = call.find(GROUP_ID)
                .orElseThrow(
                        () -> ToolException.invalid(PROJECT_ID.name(), "is missing: give project_id, or group_id"));
        return GitLabRequest.get(OF_GROUP + rest).path(GROUP_ID.name(), group);
    }

    private static void add(ToolCall call, Param<?> param, GitLabRequest.Builder request) {
        call.find(param).ifPresent(value -> request.query(param.name(), value.toString()));
    }
}
