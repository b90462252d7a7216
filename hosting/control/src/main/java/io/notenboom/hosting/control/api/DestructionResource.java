// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.kit.access.RequiresScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Certificates of destruction. */
@Path("/hosting/v1/customers/{id}/destruction")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DestructionResource {

    private final DestructionCertificates certificates;

    /** Over the certificates. */
    public DestructionResource(DestructionCertificates certificates) {
        this.certificates = certificates;
    }

    /** The certificate of destruction of a customer. */
    @GET
    @RequiresScope("hosting:read")
    public ObjectNode certificate(@PathParam("id") String id) {
        return certificates
                .find(Answers.customer(id))
                .orElseThrow(() -> Answers.problem(
                        HostingProblem.NOT_FOUND, "This customer is not destroyed, or there is no such customer."));
    }
}
