package dev.gitlabmcp.transport;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BooleanSupplier;

/** What balancers and proxies probe: whether this server takes new requests. Tells nothing else, asks for no credential. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final BooleanSupplier ready;

    /** Answers from this readiness. */
    public HealthResource(BooleanSupplier ready) {
        this.ready = ready;
    }

    /** 200 while ready, 503 when not. */
    @GET
    public Response health() {
        return ready.getAsBoolean()
                ? Response.ok("{\"status\":\"ok\"}").build()
                : Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .entity("{\"status\":\"draining\"}")
                        .build();
    }
}
