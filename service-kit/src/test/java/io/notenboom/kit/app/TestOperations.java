// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.kit.idempotency.IdempotentOperation;
import io.notenboom.kit.live.LiveStreams;
import io.notenboom.kit.live.RecentEvents;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Operations that may be repeated, and a live stream. */
@RunOnVirtualThread
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class TestOperations {

    private final Effects effects;
    private final IdempotentOperation operation;
    private final LiveStreams streams;
    private final Caller caller;

    @Inject
    TestOperations(Effects effects, IdempotentOperation operation, LiveStreams streams, Caller caller) {
        this.effects = effects;
        this.operation = operation;
        this.streams = streams;
        this.caller = caller;
    }

    /** What the operations did, and what the test lets them do. */
    @Singleton
    public static class Effects {

        final AtomicInteger count = new AtomicInteger();
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final RecentEvents events = new RecentEvents(5);
    }

    public record Wish(String how) {}

    @POST
    @Path("operations")
    @Consumes(MediaType.APPLICATION_JSON)
    @NotAudited("changes nothing that lasts")
    @RequiresScope("things:write")
    @Idempotent
    public Response operate(Wish wish) throws InterruptedException {
        int number = effects.count.incrementAndGet();
        if (wish.how().equals("refused")) {
            throw new ProblemException(EdgeProblem.NOT_FOUND, "Not this time.");
        }
        if (wish.how().equals("held")) {
            effects.held.countDown();
            effects.release.await();
        }
        return Response.created(URI.create("/operations/" + number))
                .entity(Map.of("number", number, "operation", operation.id().orElse("none")))
                .build();
    }

    @POST
    @Path("operations/plain")
    @Consumes(MediaType.APPLICATION_JSON)
    @NotAudited("changes nothing that lasts")
    @RequiresScope("things:write")
    @Idempotent
    public Map<String, Object> plain(Wish wish) {
        return Map.of("number", effects.count.incrementAndGet());
    }

    @GET
    @Path("live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RequiresScope("things:read")
    public Response live(@HeaderParam("Last-Event-ID") @Nullable String last, @Context RoutingContext routing) {
        return streams.open(effects.events, last, caller, routing);
    }
}
