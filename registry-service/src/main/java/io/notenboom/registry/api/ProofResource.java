// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.publication.EventProofs;
import io.notenboom.registry.publication.ProofOutcome;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Proofs about events, under the checkpoint that was published last. */
@Path("/registry/v1/events/{id}/proof")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ProofResource {

    private final EventProofs proofs;

    ProofResource(EventProofs proofs) {
        this.proofs = proofs;
    }

    /** The event in the log and in its stream; with {@code from} also that the log begins with one of that size. */
    @GET
    @RequiresScope("registry:read")
    public ProofViews.Proof proof(@PathParam("id") String id, @QueryParam("from") @Nullable Long from) {
        OptionalLong earlier = from == null ? OptionalLong.empty() : OptionalLong.of(from);
        return switch (proofs.prove(Inputs.eventId(id), earlier)) {
            case ProofOutcome.Proved proved -> ProofViews.Proof.of(proved.proof());
            case ProofOutcome.UnknownEvent _ -> throw Problems.notFound("there is no event with this id");
            case ProofOutcome.NoSuchSize unknown ->
                throw Problems.invalid("from has to be a size of the log, 0 to " + unknown.size());
            case ProofOutcome.NotPublished _ ->
                throw Problems.of(
                        409,
                        "not-published-yet",
                        "No checkpoint includes this event yet",
                        "ask again in some seconds; a node without a node CA publishes no checkpoints");
        };
    }
}
