// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.credential;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.api.SubjectAccess;
import io.notenboom.auth.wallet.HolderPresentations;
import io.notenboom.auth.wallet.PresentationOutcome;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.presentation.PresentationTerms;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Making presentations (internal), as a Nuts node v6 serves it. */
@Path("/internal/vcr/v2/holder/vp")
@RunOnVirtualThread
public class PresentationResource {

    private static final String PRESENTATION = "VerifiablePresentation";
    private static final int MAX_TEXT = 2_048;
    private static final Set<String> MEMBERS = Set.of(
            "verifiableCredentials",
            "signerDID",
            "type",
            "challenge",
            "domain",
            "expires",
            "format",
            "proofPurpose",
            "@context");

    private final HolderPresentations presentations;
    private final SubjectAccess access;

    /** Makes them with these. */
    public PresentationResource(HolderPresentations presentations, SubjectAccess access) {
        this.presentations = presentations;
        this.access = access;
    }

    /** Makes a presentation; the answer is the presentation, or a JSON string with the JWT. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:write")
    @Audited("presentation.make")
    public Response make(byte[] bytes) {
        JsonBody body = JsonBody.parse(bytes).only(MEMBERS);
        if (!body.text("proofPurpose").orElse("assertionMethod").equals("assertionMethod")) {
            throw Problems.badRequest("proofPurpose must be assertionMethod or absent");
        }
        List<UnverifiedCredential> credentials = credentials(body);
        Did signer = signer(body, credentials);
        access.requireOwnerOf(signer);
        return switch (presentations.make(signer, format(body), credentials, terms(body))) {
            case PresentationOutcome.Made made ->
                Response.ok(made.presentation(), MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case PresentationOutcome.Refused refused -> throw Problems.badRequest(refused.mistake());
        };
    }

    private static List<UnverifiedCredential> credentials(JsonBody body) {
        JsonNode array = body.requiredNode("verifiableCredentials");
        if (!array.isArray()) {
            throw Problems.badRequest("verifiableCredentials must be an array");
        }
        List<UnverifiedCredential> credentials = new ArrayList<>();
        try {
            for (JsonNode credential : array) {
                credentials.add(UnverifiedCredential.parse(credential));
            }
        } catch (CredentialRefusedException refused) {
            throw Problems.badRequest(refused.reason().description());
        }
        return credentials;
    }

    /** As given, else whom the first credential is about. */
    private static Did signer(JsonBody body, List<UnverifiedCredential> credentials) {
        Optional<String> given = body.text("signerDID");
        Optional<Did> signer = given.isPresent()
                ? given.flatMap(Did::tryParse)
                : credentials.stream()
                        .findFirst()
                        .flatMap(credential -> credential.content().subjectId());
        return signer.orElseThrow(() -> Problems.badRequest("signerDID must be a DID"));
    }

    private static CredentialFormat format(JsonBody body) {
        return switch (body.text("format").orElse("ldp_vp")) {
            case "ldp_vp" -> CredentialFormat.LDP_VC;
            case "jwt_vp" -> CredentialFormat.JWT_VC;
            default -> throw Problems.badRequest("format must be ldp_vp or jwt_vp");
        };
    }

    private static PresentationTerms terms(JsonBody body) {
        List<String> types = body.texts("type").stream()
                .filter(type -> !type.equals(PRESENTATION))
                .distinct()
                .toList();
        List<String> given = body.texts("@context").stream()
                .filter(context -> !context.equals(CredentialType.VC_CONTEXT))
                .distinct()
                .toList();
        List<String> contexts = given.isEmpty() && !types.isEmpty() ? List.of(CredentialType.NUTS_CONTEXT) : given;
        Instant expires = body.time("expires").orElse(null);
        return new PresentationTerms(
                types,
                contexts,
                shortText(body, "domain").orElse(null),
                shortText(body, "challenge").orElse(null),
                expires);
    }

    private static Optional<String> shortText(JsonBody body, String name) {
        Optional<String> text = body.text(name);
        if (text.filter(given -> given.length() > MAX_TEXT).isPresent()) {
            throw Problems.badRequest(name + " must be at most " + MAX_TEXT + " characters");
        }
        return text;
    }
}
