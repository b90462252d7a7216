// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.credential.SearchAnswer;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssueOutcome;
import io.notenboom.auth.issuer.IssueRequest;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.Issuer;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jsonld.PinnedContexts;
import io.notenboom.trust.status.StatusListType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Issuing and revoking credentials (internal), as a Nuts node v6 serves it. */
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
            "withBitstringStatusListRevocation",
            "publishToNetwork",
            "visibility");

    private final Issuer issuer;
    private final CredentialRevocation revocation;
    private final SubjectAccess access;

    /** Issues and revokes with these. */
    public IssuerResource(Issuer issuer, CredentialRevocation revocation, SubjectAccess access) {
        this.issuer = issuer;
        this.revocation = revocation;
        this.access = access;
    }

    /** Issues a credential; the answer is the credential, or a JSON string with the JWT. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:issue")
    @Audited("credential.issue")
    public Response issue(byte[] body) {
        IssueRequest request = request(JsonBody.parse(body).only(MEMBERS));
        access.requireOwnerOf(request.issuer());
        return switch (issuer.issue(request)) {
            case IssueOutcome.Issued issued ->
                Response.ok(issued.credential().credential().original(), MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case IssueOutcome.ForeignIssuer _ -> throw Problems.badRequest("issuer must be an active DID of this node");
            case IssueOutcome.Refused refused ->
                throw Problems.badRequest(refused.reason().description());
        };
    }

    /** What an own DID issued, newest first, and what of it is revoked. */
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
        List<UnverifiedCredential> found =
                issuer.search(own, candidate -> fits(candidate, credentialType, subject)).stream()
                        .map(IssuedCredential::credential)
                        .toList();
        return SearchAnswer.of(found, revocation.revokedBy(own));
    }

    /** Revokes a credential, for ever, and ends the tokens that were given on it. */
    @DELETE
    @Path("/{id: .+}")
    @RequiresScope("vcr:issue")
    @Audited("credential.revoke")
    public Response revoke(@PathParam("id") @Encoded String rawId) {
        DidUrl id = DidUrl.tryParse(PathText.plain(rawId)).orElseThrow(IssuerResource::unknown);
        access.requireOwnerOf(id.did());
        return switch (revocation.revoke(revocation.find(id).orElseThrow(IssuerResource::unknown))) {
            case REVOKED -> Response.noContent().build();
            case REVOKED_BEFORE ->
                throw new ProblemException(AuthProblem.CREDENTIAL_REVOKED, "There is nothing more to do.");
            case NOT_REVOCABLE ->
                throw Problems.badRequest(
                        "the credential has no entry in a status list, so it ends at its expirationDate;"
                                + " issue with withStatusList2021Revocation to be able to revoke");
        };
    }

    private static ProblemException unknown() {
        return new ProblemException(
                AuthProblem.CREDENTIAL_NOT_FOUND,
                "No DID of this node issued a credential with this id; write # as %23 and %3A inside it as %253A.");
    }

    private static boolean fits(IssuedCredential issued, @Nullable String type, @Nullable String subject) {
        return (type == null || issued.type().equals(type))
                && (subject == null || issued.subject().value().equals(subject));
    }

    private static IssueRequest request(JsonBody body) {
        if (body.node("publishToNetwork").isPresent() || body.node("visibility").isPresent()) {
            throw Problems.badRequest("a did:web cannot publish: leave out publishToNetwork and visibility");
        }
        ObjectNode claims = subject(body);
        JsonNode subjectId = claims.remove("id");
        String type = specificType(body);
        CredentialFormat format = format(body, type);
        return new IssueRequest(
                did(body.requiredText("issuer"), "issuer"),
                type,
                contexts(body, type, format),
                did(subjectId == null ? "" : subjectId.asText(""), "credentialSubject.id"),
                claims,
                new IssueRequest.Terms(format, expiry(body), statusList(body)));
    }

    /** As asked; else JSON-LD, but for a type whose context no other product has, which then is of no use to others. */
    private static CredentialFormat format(JsonBody body, String type) {
        String otherwise = type.equals(CredentialType.E_OVERDRACHT) ? "jwt_vc" : "ldp_vc";
        String asked = body.text("format").orElse(otherwise);
        return Arrays.stream(CredentialFormat.values())
                .filter(format -> format.designation().equals(asked))
                .findFirst()
                .orElseThrow(() -> Problems.badRequest("format must be ldp_vc or jwt_vc"));
    }

    private static @Nullable StatusListType statusList(JsonBody body) {
        boolean statusList2021 = body.flag("withStatusList2021Revocation", false);
        boolean bitstring = body.flag("withBitstringStatusListRevocation", false);
        if (statusList2021 && bitstring) {
            throw Problems.badRequest(
                    "a credential has one status list: give withStatusList2021Revocation, which Nuts nodes check, or"
                            + " withBitstringStatusListRevocation");
        }
        if (!statusList2021 && !bitstring) {
            return null;
        }
        return bitstring ? StatusListType.BITSTRING : StatusListType.STATUS_LIST_2021;
    }

    private static @Nullable Instant expiry(JsonBody body) {
        Optional<Instant> expiry = body.time("expirationDate");
        if (expiry.isEmpty() && statusList(body) == null) {
            throw Problems.badRequest(
                    "a credential expires or can be revoked: give expirationDate, withStatusList2021Revocation or both");
        }
        return expiry.orElse(null);
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

    private static List<String> contexts(JsonBody body, String type, CredentialFormat format) {
        boolean ours = type.equals(CredentialType.E_OVERDRACHT) && format == CredentialFormat.LDP_VC;
        String otherwise = ours ? PinnedContexts.E_OVERDRACHT : CredentialType.NUTS_CONTEXT;
        return body.node("@context").map(node -> texts(node, "@context")).orElse(List.of(otherwise)).stream()
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
