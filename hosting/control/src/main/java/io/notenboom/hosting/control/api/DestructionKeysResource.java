// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.deletion.AuditKeys;
import io.notenboom.kit.access.RequiresScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The keys by which certificates of destruction are verified. */
@Path("/hosting/v1/destruction-keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DestructionKeysResource {

    private final AuditKeys keys;

    /** Over the keys. */
    public DestructionKeysResource(AuditKeys keys) {
        this.keys = keys;
    }

    /** All that ever signed, as a JWK Set (RFC 7517) with the times and states of the keys. */
    @GET
    @RequiresScope("hosting:read")
    public ObjectNode keys() {
        return keys.jwkSet();
    }
}
