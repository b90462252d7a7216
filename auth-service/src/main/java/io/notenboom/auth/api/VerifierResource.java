// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.presentation.PresentationExpectation;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import io.notenboom.trust.presentation.VerifiedPresentation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Verifying credentials and presentations (internal), as a Nuts node v6 serves it. Whether an issuer is trusted is not said. */
@Path("/internal/vcr/v2/verifier")
@RunOnVirtualThread
public class VerifierResource {

    private static final String VALIDITY = "validity";
    private static final String MESSAGE = "message";
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final CredentialVerifier credentials;
    private final PresentationVerifier presentations;
    private final InstantSource clock;

    /** Verifies with these. */
    public VerifierResource(CredentialVerifier credentials, PresentationVerifier presentations, InstantSource clock) {
        this.credentials = credentials;
        this.presentations = presentations;
        this.clock = clock;
    }

    /** Verifies a credential as of this moment. */
    @POST
    @Path("/vc")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:read")
    public ObjectNode credential(byte[] body) {
        JsonNode node = JsonBody.parse(body)
                .only(Set.of("verifiableCredential", "verificationOptions"))
                .requiredNode("verifiableCredential");
        try {
            VerifiedCredential unused = credentials.verify(UnverifiedCredential.parse(node), clock.instant());
            return valid().put(VALIDITY, true);
        } catch (CredentialRefusedException refused) {
            return invalid(refused.reason().description());
        }
    }

    /** Verifies a presentation and its credentials; neither audience nor replay is checked. */
    @POST
    @Path("/vp")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:read")
    public ObjectNode presentation(byte[] body) {
        JsonBody request = JsonBody.parse(body).only(Set.of("verifiablePresentation", "verifyCredentials", "validAt"));
        if (!request.flag("verifyCredentials", true)) {
            throw Problems.badRequest("verifyCredentials must be true or absent");
        }
        JsonNode node = request.requiredNode("verifiablePresentation");
        Instant now = request.time("validAt").orElseGet(clock::instant);
        try {
            UnverifiedPresentation unverified =
                    UnverifiedPresentation.parse(node.isTextual() ? node.textValue() : node.toString());
            VerifiedPresentation verified = verify(unverified, now);
            ObjectNode answer = valid();
            ArrayNode array = answer.putArray("credentials");
            verified.credentials().forEach(credential -> array.add(credential.original()));
            return answer;
        } catch (PresentationRefusedException refused) {
            return invalid(refused.reason().description());
        }
    }

    private VerifiedPresentation verify(UnverifiedPresentation presentation, Instant now)
            throws PresentationRefusedException {
        return presentations.verify(presentation, expectation(presentation), now);
    }

    /** Whatever it says about audience and validity: only its signatures, signer and times count here. */
    private static PresentationExpectation expectation(UnverifiedPresentation presentation) {
        String audience = presentation instanceof UnverifiedPresentation.Jwt jwt
                        && !jwt.content().audiences().isEmpty()
                ? jwt.content().audiences().getFirst()
                : "";
        return new PresentationExpectation(audience, LONGEST, false);
    }

    private static ObjectNode valid() {
        return JsonNodeFactory.instance.objectNode().put(VALIDITY, true);
    }

    private static ObjectNode invalid(String message) {
        return JsonNodeFactory.instance.objectNode().put(VALIDITY, false).put(MESSAGE, message);
    }
}
