// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.access;

import io.notenboom.auth.api.JsonBody;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.access.issued.TokenAdministration;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.trust.secret.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** The first API token of a node, in exchange for the bootstrap token that the node printed (internal). */
@Path("/auth/v1/bootstrap")
@RunOnVirtualThread
public class BootstrapResource {

    private static final int SCHEME = "Bearer ".length();

    private final TokenAdministration tokens;

    /** Makes it with these. */
    public BootstrapResource(TokenAdministration tokens) {
        this.tokens = tokens;
    }

    /** Makes a token with scope admin and uses up the bootstrap token. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope(Scopes.BOOTSTRAP)
    @NotAudited("records the token itself")
    public Response create(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] body) {
        String name = JsonBody.parse(body).only(Set.of("name")).requiredText("name");
        Secret bootstrapToken =
                Secret.of(authorization.strip().substring(SCHEME).strip());
        return TokenAnswers.fresh(Response.Status.CREATED, tokens.bootstrap(bootstrapToken, name));
    }
}
