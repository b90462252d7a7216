// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.TrustedIssuers;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.trust.did.Did;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The list of trusted issuers (internal), as a Nuts node v6 serves it. It concerns every subject. */
@Path("/internal/vcr/v2/verifier")
@RunOnVirtualThread
public class TrustResource {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final TrustedIssuers trusted;
    private final Caller caller;

    /** Works on this list. */
    public TrustResource(TrustedIssuers trusted, Caller caller) {
        this.trusted = trusted;
        this.caller = caller;
    }

    /** Trusts an issuer for a type. */
    @POST
    @Path("/trust")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:write")
    @Audited("trusted-issuer.add")
    public Response trust(byte[] body) {
        caller.requireEverySubject();
        JsonBody request = request(body);
        if (!trusted.trust(list(request), issuer(request))) {
            throw Problems.badRequest("the list of this type is full: remove issuers first");
        }
        return Response.noContent().build();
    }

    /** Trusts an issuer no more for a type. */
    @DELETE
    @Path("/trust")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:write")
    @Audited("trusted-issuer.remove")
    public Response distrust(byte[] body) {
        caller.requireEverySubject();
        JsonBody request = request(body);
        trusted.distrust(list(request), issuer(request));
        return Response.noContent().build();
    }

    /** Trusted issuers of a type. */
    @GET
    @Path("/{type}/trusted")
    @RequiresScope("vcr:read")
    public ArrayNode trusted(@PathParam("type") String type) {
        caller.requireEverySubject();
        return array(trusted.trusted(IssuerList.ofNode(type(type))));
    }

    /** Issuers of credentials of a type in the wallets of this node that are not trusted for it. */
    @GET
    @Path("/{type}/untrusted")
    @RequiresScope("vcr:read")
    public ArrayNode untrusted(@PathParam("type") String type) {
        caller.requireEverySubject();
        return array(trusted.untrusted(type(type)));
    }

    private static JsonBody request(byte[] body) {
        return JsonBody.parse(body).only(Set.of("issuer", "credentialType"));
    }

    private static IssuerList list(JsonBody body) {
        return IssuerList.ofNode(type(body.requiredText("credentialType")));
    }

    private static Did issuer(JsonBody body) {
        return Did.tryParse(body.requiredText("issuer")).orElseThrow(() -> Problems.badRequest("issuer must be a DID"));
    }

    static String type(String text) {
        if (!TYPE.matcher(text).matches()) {
            throw Problems.badRequest("the type of a credential has 1 to 128 letters, digits, full stops and hyphens");
        }
        return text;
    }

    private static ArrayNode array(List<Did> issuers) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        issuers.forEach(issuer -> array.add(issuer.value()));
        return array;
    }
}
