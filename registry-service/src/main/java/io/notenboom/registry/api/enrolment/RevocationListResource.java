// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.enrolment;

import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.revocation.FoundationRevocations;
import io.notenboom.registry.revocation.OwnRevocations;
import io.notenboom.trust.x509.RevocationList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Date;

/** The Foundation's certificate revocation list, for everybody; 404 on a node that is not the Foundation. */
@Path("/pki/v1")
@RunOnVirtualThread
public final class RevocationListResource {

    private static final String MEDIA_TYPE = "application/pkix-crl";

    private final OwnRevocations revocations;

    RevocationListResource(OwnRevocations revocations) {
        this.revocations = revocations;
    }

    /** The current list, DER (RFC 5280 §5, RFC 2585 §4). */
    @GET
    @Path("/foundation.crl")
    @NoScopeNeeded("signed, and meant for everybody")
    public Response list() {
        RevocationList list = revocations
                .foundation()
                .map(FoundationRevocations::current)
                .orElseThrow(() -> Problems.notFound("this node is not the Foundation; ask the Foundation's node"));
        return Response.ok(list.encoded(), MEDIA_TYPE)
                .header("Cache-Control", "public, max-age=60")
                .header("ETag", "\"" + list.number() + "\"")
                .lastModified(Date.from(list.thisUpdate()))
                .build();
    }
}
