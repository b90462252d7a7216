// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.registry.event.EventText;
import io.notenboom.registry.peer.ConvergenceView;
import io.notenboom.registry.peer.PeerRemoval;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.peer.Peers;
import io.notenboom.registry.projection.RegistryView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Peers, and how far they hold the same; 503 on a node that does not gossip. */
@Path("/registry/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PeerResource {

    /** A peer, see {@link PeerView}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Peer(
            String id,
            String address,
            String source,
            @Nullable String headsRoot,
            @Nullable Long events,
            boolean equal,
            @Nullable String lastSync,
            @Nullable String lastFailure,
            int strikes,
            @Nullable String bannedUntil) {

        static Peer of(PeerView view) {
            return new Peer(
                    view.id(),
                    view.address(),
                    view.source().name().toLowerCase(Locale.ROOT),
                    view.headsRoot(),
                    view.events(),
                    view.equal(),
                    RegistryViews.text(view.lastSync()),
                    view.lastFailure(),
                    view.strikes(),
                    RegistryViews.text(view.bannedUntil()));
        }
    }

    /** Answer of {@code GET convergence}. */
    record Convergence(String headsRoot, String projectionHash, long streams, long events, List<Peer> peers) {}

    /** A page of peers. */
    record PeerList(List<Peer> peers, @Nullable String next) {}

    private static final int MAX_ADDRESS = 300;
    private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9.-]{1,253}:[0-9]{1,5}");

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

    /** One peer, by the id of its node, or by {@code host:port} of its address. */
    @GET
    @Path("/peers/{id}")
    @RequiresScope("registry:admin")
    public Peer peer(@PathParam("id") String id) {
        return peers().peer(named(id)).map(Peer::of).orElseThrow(PeerResource::unknown);
    }

    /** Removes a peer that was added. */
    @DELETE
    @Path("/peers/{id}")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("peer.remove")
    public Response remove(@PathParam("id") String id) {
        return switch (peers().remove(named(id))) {
            case PeerRemoval.Removed _ -> Response.noContent().build();
            case PeerRemoval.Unknown _ -> throw unknown();
            case PeerRemoval.Configured _ ->
                throw Problems.of(
                        409,
                        "peer-is-configured",
                        "The configuration names this peer",
                        "take it out of notenboom.registry.bootstrap and restart the service");
            case PeerRemoval.Registered _ ->
                throw Problems.of(
                        409,
                        "peer-is-registered",
                        "A vendor registered this peer",
                        "to keep it out put its certificate on the denylist, gossip/denylist.json in the data folder");
        };
    }

    private static String named(String id) {
        String given = Inputs.text(id, "the id", MAX_ADDRESS);
        return HOST_AND_PORT.matcher(given).matches() ? "https://" + given : given;
    }

    private static ProblemException unknown() {
        return Problems.notFound("no peer has this id; GET /registry/v1/peers lists them, by id or host:port");
    }

    /** Adds a peer. */
    @POST
    @Path("/peers")
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("peer.add")
    public Response add(@Nullable PeerBody given) {
        String address = Inputs.text(Inputs.body(given).address(), "address", MAX_ADDRESS);
        try {
            URI url = EventText.url(address);
            if (!"https".equals(url.getScheme())) {
                throw Problems.invalid("address has to be https://host:port");
            }
            boolean known = peers().peer(address)
                    .filter(peer -> peer.source() != PeerView.Source.REGISTERED)
                    .isPresent();
            return Response.status(known ? Response.Status.OK : Response.Status.CREATED)
                    .entity(Peer.of(peers().add(url)))
                    .build();
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("address has to be https://host:port of a host that this node may reach");
        }
    }
}
