// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.restoration;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.restoring.RestoringMark;
import io.notenboom.registry.restoration.StreamAgreement;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Whether the peers agree with this node about its own streams. */
@Path("/registry/v1/restoration")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RestorationResource {

    /**
     * An own stream.
     *
     * @param sid the stream
     * @param seq sequence of its last event here
     * @param head id of that event
     * @param forked whether it waits for a decision of the Foundation
     * @param agree peers with the same head
     * @param behind peers that have less
     * @param differ peers that have more or something else; they were asked to show it
     * @param silent known peers that did not answer
     */
    record Stream(
            String sid,
            long seq,
            String head,
            boolean forked,
            List<String> agree,
            List<String> behind,
            List<String> differ,
            List<String> silent) {}

    /**
     * The answer.
     *
     * @param restoring whether the node is being restored
     * @param reached peers that answered since the start
     * @param inStep whether this node held the same as one of them at one moment since its start
     * @param streams the node's own streams
     */
    record Restoration(boolean restoring, List<String> reached, boolean inStep, List<Stream> streams) {}

    private final RestoringMark mark;
    private final StreamAgreement agreement;

    RestorationResource(RestoringMark mark, StreamAgreement agreement) {
        this.mark = mark;
        this.agreement = agreement;
    }

    /** Asks all known peers, so it takes some seconds when one does not answer. */
    @GET
    @RequiresScope("registry:admin")
    public Restoration restoration() {
        List<Stream> streams = agreement.compare().stream()
                .map(standing -> new Stream(
                        standing.head().stream().value(),
                        standing.head().sequence(),
                        standing.head().id().value(),
                        standing.head().forked(),
                        standing.agree(),
                        standing.behind(),
                        standing.differ(),
                        standing.silent()))
                .toList();
        StreamAgreement.Reached reached = agreement.reached();
        return new Restoration(mark.isOn(), reached.peers(), reached.inStep(), streams);
    }
}
