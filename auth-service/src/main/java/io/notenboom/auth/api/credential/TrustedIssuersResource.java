// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.auth.trusted.TrustedIssuers;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.trust.did.Did;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose word counts at the token endpoint (internal): lists of issuers by type, of the node and of single subjects. */
@Path("/auth/v1/trusted-issuers")
@RunOnVirtualThread
public class TrustedIssuersResource {

    private final TrustedIssuers trusted;
    private final IssuerTrust trust;
    private final Caller caller;

    /** Works on these lists. */
    public TrustedIssuersResource(TrustedIssuers trusted, IssuerTrust trust, Caller caller) {
        this.trusted = trusted;
        this.trust = trust;
        this.caller = caller;
    }

    /** All lists of the node or of a subject, and what holds for types without one. */
    @GET
    @RequiresScope("vcr:read")
    public ObjectNode lists(@QueryParam("subject") @Nullable String subject) {
        SubjectId owner = owner(subject);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("unlisted", trust.unlisted().name().toLowerCase(Locale.ROOT));
        ArrayNode lists = answer.putArray("lists");
        for (String type : trusted.types(owner)) {
            ArrayNode issuers = lists.addObject().put("credentialType", type).putArray("issuers");
            trusted.trusted(new IssuerList(owner, type)).forEach(issuer -> issuers.add(issuer.value()));
        }
        return answer;
    }

    /** Makes the list of a type what the body says; an empty one trusts nobody. */
    @PUT
    @Path("/{type}")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:write")
    @Audited("trusted-issuers.replace")
    public Response replace(
            @PathParam("type") String type, @QueryParam("subject") @Nullable String subject, byte[] body) {
        IssuerList list = new IssuerList(owner(subject), TrustResource.type(type));
        JsonBody request = JsonBody.parse(body).only(Set.of("issuers"));
        if (!request.requiredNode("issuers").isArray()) {
            throw Problems.badRequest("issuers must be an array of DIDs; an empty one trusts nobody");
        }
        List<Did> issuers = request.texts("issuers").stream()
                .map(text ->
                        Did.tryParse(text).orElseThrow(() -> Problems.badRequest("each of the issuers must be a DID")))
                .toList();
        if (!trusted.replace(list, issuers)) {
            throw Problems.badRequest("a list has at most " + TrustedIssuers.MAX + " issuers, and there are at most "
                    + TrustedIssuers.MAX_TYPES + " lists");
        }
        return Response.noContent().build();
    }

    /** Ends the list of a type. */
    @DELETE
    @Path("/{type}")
    @RequiresScope("vcr:write")
    @Audited("trusted-issuers.drop")
    public Response unlist(@PathParam("type") String type, @QueryParam("subject") @Nullable String subject) {
        trusted.unlist(new IssuerList(owner(subject), TrustResource.type(type)));
        return Response.noContent().build();
    }

    private @Nullable SubjectId owner(@Nullable String subject) {
        if (subject == null) {
            caller.requireEverySubject();
            return null;
        }
        caller.requireSubject(subject);
        return SubjectId.tryParse(subject)
                .orElseThrow(() -> Problems.badRequest("subject must be the name of a subject"));
    }
}
