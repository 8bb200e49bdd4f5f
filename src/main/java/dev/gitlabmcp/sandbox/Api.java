package dev.gitlabmcp.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests out of the world: routing, authentication, endpoint, standard headers. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final World world;
    private final Router router;
    private final Authentication authentication;
    private final StandardHeaders headers;

    Api(World world) {
        this.world = world;
        this.authentication = new Authentication(world);
        this.headers = new StandardHeaders(world);
        Views views = new Views(world);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new MetaEndpoints(views).routes());
        routes.addAll(new ProjectEndpoints(views).routes());
        routes.addAll(new GroupEndpoints(views).routes());
        routes.addAll(new IssueEndpoints(views).routes());
        routes.addAll(new NoteEndpoints(views).routes());
        routes.addAll(new MergeRequestEndpoints(views).routes());
        routes.addAll(new MergeRequestWrites(views).routes());
        routes.addAll(new RepositoryEndpoints(views).routes());
        routes.addAll(new FileEndpoints(views).routes());
        routes.addAll(new CommitEndpoints(views).routes());
        routes.addAll(new PipelineEndpoints(views).routes());
        routes.addAll(new JobEndpoints(views).routes());
        routes.addAll(new SearchEndpoints(views).routes());
        this.router = new Router(routes);
    }

    SandboxResponse answer(RecordedRequest request) {
        synchronized (world) {
            SandboxResponse response;
            try {
                response = dispatch(request);
            } catch (ApiError e) {
                response = e.response();
            } catch (RuntimeException e) {
                LOG.error("sandbox failed on {}", request, e);
                response = ApiError.message(500, "500 Internal Server Error").response();
            }
            return headers.complete(request, response);
        }
    }

    private SandboxResponse dispatch(RecordedRequest request) {
        world.advance();
        Router.Match match = router.find(request.method(), Router.segments(request.rawPath()));
        Caller caller = authentication.identify(request, match.route());
        int query = request.target().indexOf('?');
        Params params = Params.parse(
                query < 0 ? null : request.target().substring(query + 1),
                request.header("Content-Type").orElse(null),
                request.body());
        Map<String, String> placeholders = match.placeholders();
        return match.route()
                .endpoint()
                .answer(new SandboxRequest(request, match.route(), placeholders, params, caller, world));
    }
}
