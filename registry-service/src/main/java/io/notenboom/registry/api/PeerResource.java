// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.registry.event.EventText;
import io.notenboom.registry.peer.ConvergenceView;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.peer.Peers;
import io.notenboom.registry.projection.RegistryView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Peers, and how far they hold the same; 503 on a node that does not gossip. */
@Path("/registry/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PeerResource {

    /** A peer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Peer(
            String id,
            String address,
            @Nullable String headsRoot,
            boolean equal,
            @Nullable String lastSync) {

        static Peer of(PeerView view) {
            return new Peer(
                    view.id(), view.address(), view.headsRoot(), view.equal(), RegistryViews.text(view.lastSync()));
        }
    }

    /** Answer of {@code GET convergence}. */
    record Convergence(String headsRoot, String projectionHash, long streams, long events, List<Peer> peers) {}

    /** A page of peers. */
    record PeerList(List<Peer> peers, @Nullable String next) {}

    /** Body of a new peer. */
    public record PeerBody(@Nullable String address) {}

    private final Instance<Peers> peers;
    private final RegistryView registry;

    PeerResource(Instance<Peers> peers, RegistryView registry) {
        this.peers = peers;
        this.registry = registry;
    }

    private Peers peers() {
        if (!peers.isResolvable()) {
            throw new ProblemException(EdgeProblem.UNAVAILABLE, "this node does not gossip with peers");
        }
        return peers.get();
    }

    /** How far this node and its peers hold the same. */
    @GET
    @Path("/convergence")
    @RequiresScope("registry:read")
    public Convergence convergence() {
        ConvergenceView view = peers().convergence();
        return new Convergence(
                view.headsRoot(),
                registry.projectionHash(),
                view.streams(),
                view.events(),
                view.peers().stream().map(Peer::of).toList());
    }

    /** All known peers. */
    @GET
    @Path("/peers")
    @RequiresScope("registry:admin")
    public PeerList list(@QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        Page<Peer> page = Page.of(peers().peers().stream(), PeerView::address, limit, cursor)
                .map(Peer::of);
        return new PeerList(page.items(), page.next());
    }

    /** Adds a peer. */
    @POST
    @Path("/peers")
    @RequiresScope("registry:admin")
    public Response add(@Nullable PeerBody given) {
        String address = Inputs.text(Inputs.body(given).address(), "address", 300);
        try {
            URI url = EventText.url(address);
            if (!"https".equals(url.getScheme())) {
                throw Problems.invalid("address has to be https://host:port");
            }
            return Response.status(Response.Status.CREATED)
                    .entity(Peer.of(peers().add(url)))
                    .build();
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("address has to be https://host:port of a host that this node may reach");
        }
    }
}
