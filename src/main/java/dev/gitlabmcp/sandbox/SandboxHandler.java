package dev.gitlabmcp.sandbox;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The HTTP side of both listeners: records every request, lets faults have their way, sends the answer. */
final class SandboxHandler extends Handler.Abstract {
    static final String ARTIFACTS_CONNECTOR = "artifacts";

    private final World world;
    private final Api api;
    private final RequestLog log;
    private final Faults faults;
    private final ArtifactStore artifacts;

    SandboxHandler(World world, RequestLog log, Faults faults, ArtifactStore artifacts) {
        this.world = world;
        this.api = new Api(world);
        this.log = log;
        this.faults = faults;
        this.artifacts = artifacts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean storage = ARTIFACTS_CONNECTOR.equals(
                request.getConnectionMetaData().getConnector().getName());
        ByteBuffer body = Content.Source.asByteBuffer(request);
        RecordedRequest recorded = (storage ? artifacts.log() : log).add(request, body);
        Exchange exchange = new Exchange(request, response, callback, recorded);
        if (storage) {
            synchronized (world) {
                exchange.send(artifacts.answer(request, world));
            }
            return true;
        }
        Supplier<SandboxResponse> answer = () -> api.answer(recorded);
        Optional<Fault> fault = faults.take(recorded.method(), recorded.rawPath());
        if (fault.isEmpty()) {
            exchange.send(answer.get());
        } else {
            exchange.suffer(fault.get(), answer);
        }
        return true;
    }
}
