// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.listener.ListenerPaths;
import io.notenboom.kit.listener.NodeReady;
import io.notenboom.kit.listener.PeerCertificates;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.RequestId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Routes of the node that the tests run. */
@RunOnVirtualThread
@Path("/")
@jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
public class TestResources {

    private final Caller caller;

    @Inject
    TestResources(Caller caller) {
        this.caller = caller;
    }

    public record Thing(@NotNull @Size(max = 5) String name) {}

    @GET
    @Path("things/{id}")
    @RequiresScope("things:read")
    public Map<String, Object> thing(@PathParam("id") String id) {
        caller.requireSubject(id);
        return Map.of(
                "id", id,
                "token", caller.tokenId(),
                "virtual", Thread.currentThread().isVirtual(),
                "request", RequestId.current().orElse("none"));
    }

    @GET
    @Path("things/{id}/entries")
    @RequiresScope("registry:read")
    public Map<String, Object> entries(@PathParam("id") String id) {
        caller.requireSubject(id);
        return Map.of("id", id, "token", caller.tokenId());
    }

    @POST
    @Path("things")
    @Consumes(MediaType.APPLICATION_JSON)
    @NotAudited("changes nothing that lasts")
    @RequiresScope("things:write")
    public Thing create(@Valid @NotNull Thing thing) {
        return thing;
    }

    @POST
    @Path("shared/echo")
    @NoScopeNeeded("test")
    public Map<String, Object> echo(Map<String, Object> body) {
        return Map.of(
                "body", body,
                "virtual", Thread.currentThread().isVirtual(),
                "request", RequestId.current().orElse("none"));
    }

    @GET
    @Path("shared/failure/{how}")
    @NoScopeNeeded("test")
    public String failure(@PathParam("how") String how) {
        if (how.equals("problem")) {
            throw new ProblemException(EdgeProblem.TOO_LARGE, "Do something else.");
        }
        throw new IllegalStateException("secret detail");
    }

    @GET
    @Path("peer/name")
    @NoScopeNeeded("mTLS")
    public Map<String, Object> peerName(@Context RoutingContext routing) {
        List<X509Certificate> chain = PeerCertificates.of(routing.request());
        return Map.of(
                "peer",
                chain.isEmpty()
                        ? "none"
                        : chain.getFirst().getSubjectX500Principal().getName());
    }

    /** Waits for the node. */
    @Singleton
    static class Readiness {

        private final CountDownLatch ready = new CountDownLatch(1);

        void ready(@Observes NodeReady node) {
            ready.countDown();
        }

        void await() throws InterruptedException {
            if (!ready.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the node is not ready within 10 s");
            }
        }
    }

    /** Where each path is served. */
    @Singleton
    static class Paths {
        @Produces
        @Singleton
        ListenerPaths paths() {
            return new ListenerPaths(Map.of(
                    Listener.INTERNAL, List.of("/things", "/shared", "/operations", "/live"),
                    Listener.PUBLIC, List.of("/shared"),
                    Listener.PEER, List.of("/peer")));
        }
    }
}
