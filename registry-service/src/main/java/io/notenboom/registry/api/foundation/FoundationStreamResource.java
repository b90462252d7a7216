// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.foundation;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.registry.api.IssueAnswers;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.issue.FoundationWriter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The Foundation's own stream; 404 on a node that is not the Foundation. */
@Path("/registry/v1/foundation/stream")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FoundationStreamResource {

    private final FoundationNode foundation;
    private final FoundationWriter writer;

    FoundationStreamResource(FoundationNode foundation, FoundationWriter writer) {
        this.foundation = foundation;
        this.writer = writer;
    }

    /** Starts another stream when the one before was signed twice at one place; 200 with the present one when it was not. */
    @POST
    @RequiresScope("registry:admin")
    @Audited("foundation.start-again")
    public Response startAgain() {
        if (foundation.authority() == null) {
            throw Problems.notFound("this node is not the Foundation; ask the Foundation's node");
        }
        return IssueAnswers.of(
                writer.startAgain(foundation.networkName()),
                issued -> new DecisionResource.Decided(
                        issued.subject(), RegistryViews.Event.of(issued.events().getFirst())));
    }
}
