// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.bootstrap.BootstrapStatus;
import io.notenboom.registry.bootstrap.HistoryStatus;
import io.notenboom.registry.bootstrap.NodeHistory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far this node's history is there and verified. */
@Path("/registry/v1/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class HistoryResource {

    /**
     * Answer.
     *
     * @param status {@code syncing}, {@code anchored}, {@code verified} or {@code failed}
     * @param events events in the log
     * @param verified how many of them this release verified the signatures of
     * @param anchored size of the own checkpoint that the files were compared with at the start
     * @param rules which release and rules verify
     * @param problem the first event that did not hold; absent if all did
     * @param problems number of events that did not hold
     * @param bootstrap how the fetching of history from the logs of peers goes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record History(
            String status,
            long events,
            long verified,
            long anchored,
            String rules,
            @Nullable Problem problem,
            long problems,
            Bootstrap bootstrap) {}

    /**
     * Fetching history from the logs of peers.
     *
     * @param state {@code pending}, {@code not-needed}, {@code running}, {@code done} or {@code given-up}
     * @param peer the peer whose log is read as the list; absent if none was
     * @param size entries in it
     * @param position how many of them were looked at
     * @param accepted events that were verified and stored
     * @param known events that were there already
     * @param held events that wait for others
     * @param refused events that are not valid here, by code
     * @param peers the peers that are read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Bootstrap(
            String state,
            @Nullable String peer,
            long size,
            long position,
            long accepted,
            long known,
            long held,
            Map<String, Long> refused,
            List<BootstrapStatus.Source> peers) {

        static Bootstrap of(BootstrapStatus status) {
            return new Bootstrap(
                    status.state().wireName(),
                    status.list(),
                    status.size(),
                    status.position(),
                    status.counts().accepted(),
                    status.counts().known(),
                    status.counts().held(),
                    status.counts().refused(),
                    status.sources());
        }
    }

    /** An event that did not hold: its position in the log, its id, and why. */
    record Problem(long index, String event, String code) {}

    private final NodeHistory history;

    HistoryResource(NodeHistory history) {
        this.history = history;
    }

    /** How far it is. */
    @GET
    @RequiresScope("registry:read")
    public History history() {
        HistoryStatus status = history.status();
        HistoryStatus.Problem problem = status.problem();
        return new History(
                status.state().wireName(),
                status.events(),
                status.verified(),
                status.anchored(),
                status.rules(),
                problem == null ? null : new Problem(problem.index(), problem.event(), problem.code()),
                status.problems(),
                Bootstrap.of(history.bootstrap()));
    }
}
