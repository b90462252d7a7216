// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.bootstrap.HistoryStatus;
import io.notenboom.registry.bootstrap.HistoryVerification;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record History(
            String status,
            long events,
            long verified,
            long anchored,
            String rules,
            @Nullable Problem problem,
            long problems) {}

    /** An event that did not hold: its position in the log, its id, and why. */
    record Problem(long index, String event, String code) {}

    private final HistoryVerification verification;

    HistoryResource(HistoryVerification verification) {
        this.verification = verification;
    }

    /** How far it is. */
    @GET
    @RequiresScope("registry:read")
    public History history() {
        HistoryStatus status = verification.status();
        HistoryStatus.Problem problem = status.problem();
        return new History(
                status.state().wireName(),
                status.events(),
                status.verified(),
                status.anchored(),
                status.rules(),
                problem == null ? null : new Problem(problem.index(), problem.event(), problem.code()),
                status.problems());
    }
}
