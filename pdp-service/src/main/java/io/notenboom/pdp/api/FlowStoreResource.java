// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.replica.FlowFollower;
import io.notenboom.pdp.flow.replica.FlowStanding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.IntSupplier;

/** {@code /pdp/v1/flow-store}: whether this replica follows the store of flows, and what an operator does when Redis lost it. */
@Path("/pdp/v1/flow-store")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FlowStoreResource {

    private final FlowFollower follower;
    private final FlowReplica replica;
    private final FlowRegister.Audit audit;
    private final Caller caller;

    /** Over what follows the store. */
    public FlowStoreResource(FlowFollower follower, FlowReplica replica, FlowRegister.Audit audit, Caller caller) {
        this.follower = follower;
        this.replica = replica;
        this.audit = audit;
        this.caller = caller;
    }

    /** How this replica stands to the store. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode standing() {
        caller.requireEverySubject();
        boolean upToDate = follower.upToDate();
        return shown().put("upToDate", upToDate);
    }

    private ObjectNode shown() {
        FlowStanding standing = follower.standing();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("state", standing.wireName()).put("flows", replica.size());
        if (standing instanceof FlowStanding.Lost lost) {
            answer.put("known", lost.known()).put("found", lost.found());
            answer.putArray("next").add("restoration").add("acceptance");
        }
        return answer;
    }

    /** Writes what this replica has into a store that was lost. May be repeated, and sent to each replica. */
    @POST
    @Path("/restoration")
    @RequiresScope("pdp:admin")
    public ObjectNode restore() {
        return carriedOut("flow-store.restore", "restored", follower::restore);
    }

    /** Takes the store as it is; what only this replica has is forgotten. */
    @POST
    @Path("/acceptance")
    @RequiresScope("pdp:admin")
    public ObjectNode accept() {
        return carriedOut("flow-store.accept", "forgotten", follower::acceptStore);
    }

    private ObjectNode carriedOut(String act, String counted, IntSupplier work) {
        caller.requireEverySubject();
        audit.record(caller.tokenId(), act, "flows");
        try {
            int count = work.getAsInt();
            return shown().put(counted, count);
        } catch (FlowStoreException unreachable) {
            throw Problems.unavailable("Redis cannot be reached; what was written stays, send the request again.");
        }
    }
}
