// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.issuer.IssueOutcome;
import io.notenboom.auth.issuer.IssueRequest;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.Issuer;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.did.Did;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issuing credentials (internal), as a Nuts node v6 serves it, in JWT form. */
@Path("/internal/vcr/v2/issuer/vc")
@RunOnVirtualThread
public class IssuerResource {

    private static final Set<String> MEMBERS = Set.of(
            "type",
            "issuer",
            "credentialSubject",
            "expirationDate",
            "format",
            "@context",
            "withStatusList2021Revocation",
            "publishToNetwork",
            "visibility");

    private final Issuer issuer;
    private final SubjectAccess access;

    /** Issues with this issuer. */
    public IssuerResource(Issuer issuer, SubjectAccess access) {
        this.issuer = issuer;
        this.access = access;
    }

    /** Issues a credential; the answer is a JSON string with the JWT. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:issue")
    public Response issue(byte[] body) {
        IssueRequest request = request(JsonBody.parse(body).only(MEMBERS));
        access.requireOwnerOf(request.issuer());
        return switch (issuer.issue(request)) {
            case IssueOutcome.Issued issued ->
                Response.ok(TextNode.valueOf(issued.credential().compact()), MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case IssueOutcome.ForeignIssuer _ -> throw Problems.badRequest("issuer must be an active DID of this node");
            case IssueOutcome.Refused refused ->
                throw Problems.badRequest(refused.reason().description());
        };
    }

    /** What an own DID issued, newest first. */
    @GET
    @Path("/search")
    @RequiresScope("vcr:read")
    public ObjectNode search(
            @QueryParam("credentialType") @Nullable String credentialType,
            @QueryParam("issuer") @Nullable String issuerDid,
            @QueryParam("subject") @Nullable String subject) {
        Did own = Optional.ofNullable(issuerDid)
                .flatMap(Did::tryParse)
                .orElseThrow(() -> Problems.badRequest("the query needs issuer, a DID of this node"));
        access.requireOwnerOf(own);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = answer.putArray("verifiableCredentials");
        for (IssuedCredential issued : issuer.search(own, candidate -> fits(candidate, credentialType, subject))) {
            results.addObject().put("verifiableCredential", issued.compact());
        }
        return answer;
    }

    private static boolean fits(IssuedCredential issued, @Nullable String type, @Nullable String subject) {
        return (type == null || issued.type().equals(type))
                && (subject == null || issued.subject().value().equals(subject));
    }

    private static IssueRequest request(JsonBody body) {
        if (!body.text("format").orElse("jwt_vc").equals("jwt_vc")) {
            throw Problems.badRequest("credentials are issued in format jwt_vc only");
        }
        if (body.flag("withStatusList2021Revocation", false)) {
            throw Problems.badRequest("status lists are not available: leave out withStatusList2021Revocation and give"
                    + " expirationDate");
        }
        if (body.node("publishToNetwork").isPresent() || body.node("visibility").isPresent()) {
            throw Problems.badRequest("a did:web cannot publish: leave out publishToNetwork and visibility");
        }
        ObjectNode claims = subject(body);
        JsonNode subjectId = claims.remove("id");
        return new IssueRequest(
                did(body.requiredText("issuer"), "issuer"),
                specificType(body),
                contexts(body),
                did(subjectId == null ? "" : subjectId.asText(""), "credentialSubject.id"),
                claims,
                body.time("expirationDate").orElseThrow(() -> Problems.badRequest("the body lacks expirationDate")));
    }

    private static ObjectNode subject(JsonBody body) {
        JsonNode node = body.requiredNode("credentialSubject");
        JsonNode only = node.isArray() && node.size() == 1 ? node.get(0) : node;
        if (only instanceof ObjectNode object) {
            return object.deepCopy();
        }
        throw Problems.badRequest("credentialSubject must be one object");
    }

    private static String specificType(JsonBody body) {
        List<String> specific = texts(body.requiredNode("type"), "type").stream()
                .filter(type -> !type.equals(CredentialType.VERIFIABLE_CREDENTIAL))
                .toList();
        if (specific.size() != 1) {
            throw Problems.badRequest("type must name exactly one type beside VerifiableCredential");
        }
        return specific.getFirst();
    }

    private static List<String> contexts(JsonBody body) {
        return body
                .node("@context")
                .map(node -> texts(node, "@context"))
                .orElse(List.of(CredentialType.NUTS_CONTEXT))
                .stream()
                .filter(context -> !context.equals(CredentialType.VC_CONTEXT))
                .distinct()
                .toList();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.isArray() ? node : List.of(node)) {
            if (!element.isTextual()) {
                throw Problems.badRequest(name + " must be a text or an array of texts");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private static Did did(String text, String name) {
        return Did.tryParse(text).orElseThrow(() -> Problems.badRequest(name + " must be a DID"));
    }
}
