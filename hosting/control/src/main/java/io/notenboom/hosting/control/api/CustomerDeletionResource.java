// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.deletion.Deletions;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Set;

/** Asking for the end of one customer. */
@Path("/hosting/v1/customers/{id}/deletion")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CustomerDeletionResource {

    private static final int LONGEST_REASON = 200;

    private final Deletions deletions;
    private final Caller caller;
    private final InstantSource clock;

    /** Over the requests. */
    public CustomerDeletionResource(Deletions deletions, Caller caller, InstantSource clock) {
        this.deletions = deletions;
        this.caller = caller;
        this.clock = clock;
    }

    /** Asks that an archived customer be destroyed for ever; somebody else has to approve within a day. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("hosting:delete")
    @Idempotent
    @Audited("deletion.request")
    public ObjectNode request(@PathParam("id") String id, byte[] body) {
        String reason = Answers.text(Answers.object(body, Set.of("reason")), "reason", LONGEST_REASON);
        return DeletionAnswers.of(deletions.request(Answers.customer(id), reason, caller.tokenId()), clock.instant());
    }
}
