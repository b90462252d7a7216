// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.enrolment;

import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.revocation.DenylistPublication;
import io.notenboom.trust.x509.denylist.Denylist;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Date;

/** The denylist that this node publishes, for everybody; 404 on a node that publishes none. */
@Path("/pki/v1/denylist.jws")
@RunOnVirtualThread
public final class DenylistResource {

    private static final String MEDIA_TYPE = "application/jose";

    private final DenylistPublication published;

    DenylistResource(DenylistPublication published) {
        this.published = published;
    }

    /** The current list, a compact JWS. */
    @GET
    @NoScopeNeeded("signed, and meant for everybody")
    public Response list() {
        Denylist list = published
                .current()
                .orElseThrow(() -> Problems.notFound("this node publishes no denylist; ask the Foundation's node"));
        Response.ResponseBuilder answer =
                Response.ok(list.serialized(), MEDIA_TYPE).header("Cache-Control", "public, max-age=60");
        list.number().ifPresent(number -> answer.header("ETag", "\"" + number + "\""));
        list.made().ifPresent(made -> answer.lastModified(Date.from(made)));
        return answer.build();
    }
}
