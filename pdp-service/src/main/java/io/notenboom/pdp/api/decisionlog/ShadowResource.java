// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.decisionlog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.trial.ShadowDecisions;
import io.notenboom.pdp.trial.ShadowDecisions.Difference;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** {@code /pdp/v1/shadow}: the profiles that decide beside those in force, without effect. */
@Path("/pdp/v1/shadow")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ShadowResource {

    private static final int MAX_LIMIT = ShadowDecisions.KEPT;

    private final Shadow shadow;
    private final Caller caller;

    /** What decides in the shadow, and which profiles that are. */
    public record Shadow(ShadowDecisions decisions, ShadowProfiles profiles) {}

    /** The profiles that decide in the shadow. */
    public interface ShadowProfiles {

        /** Name and version of each, and by file what keeps others from it. */
        ObjectNode shown();
    }

    /** Over what decides. */
    public ShadowResource(Shadow shadow, Caller caller) {
        this.shadow = shadow;
        this.caller = caller;
    }

    /** The profiles that decide in the shadow, and the latest decisions that they would have made otherwise. */
    @GET
    @RequiresScope("pdp:try")
    public ObjectNode shadow(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problems.badRequest("limit is 1 to " + MAX_LIMIT + ".");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.setAll(shadow.profiles().shown());
        ObjectNode kinds = answer.putObject("kept");
        shadow.decisions().kinds(caller::mayActFor).forEach((kind, count) -> kinds.put(kind.wireName(), count));
        ArrayNode list = answer.putArray("differences");
        for (Difference difference : shadow.decisions().latest(caller::mayActFor, limit)) {
            list.add(difference.toJson());
        }
        return answer;
    }
}
