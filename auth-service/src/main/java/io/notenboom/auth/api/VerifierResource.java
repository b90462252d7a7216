// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.trusted.TrustedIssuers;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Verifying credentials and presentations (internal), as a Nuts node v6 serves it. */
@Path("/internal/vcr/v2/verifier")
@RunOnVirtualThread
public class VerifierResource {

    private static final String VALIDITY = "validity";
    private static final String MESSAGE = "message";

    private final CredentialVerifier credentials;
    private final PresentationVerifier presentations;
    private final TrustedIssuers trusted;
    private final InstantSource clock;

    /** Verifies with these. */
    public VerifierResource(
            CredentialVerifier credentials,
            PresentationVerifier presentations,
            TrustedIssuers trusted,
            InstantSource clock) {
        this.credentials = credentials;
        this.presentations = presentations;
        this.trusted = trusted;
        this.clock = clock;
    }

    /** Verifies a credential as of this moment. Whether its issuer is trusted counts only for {@code allowUntrustedIssuer} false. */
    @POST
    @Path("/vc")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:read")
    @NotAudited("only asks")
    public ObjectNode credential(byte[] body) {
        JsonBody request = JsonBody.parse(body).only(Set.of("verifiableCredential", "verificationOptions"));
        JsonNode node = request.requiredNode("verifiableCredential");
        boolean anyIssuer = request.body("verificationOptions")
                .map(options -> options.only(Set.of("allowUntrustedIssuer")).flag("allowUntrustedIssuer", true))
                .orElse(true);
        try {
            VerifiedCredential verified = credentials.verify(UnverifiedCredential.parse(node), clock.instant());
            return anyIssuer || trusted.trusts(verified.content())
                    ? valid()
                    : invalid("the issuer is not trusted for this type of credential");
        } catch (CredentialRefusedException refused) {
            return invalid(refused.reason().description());
        }
    }

    /**
     * Verifies a presentation, and its credentials unless {@code verifyCredentials} is false; neither audience nor replay is
     * checked.
     */
    @POST
    @Path("/vp")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:read")
    @NotAudited("only asks")
    public ObjectNode presentation(byte[] body) {
        JsonBody request = JsonBody.parse(body).only(Set.of("verifiablePresentation", "verifyCredentials", "validAt"));
        JsonNode node = request.requiredNode("verifiablePresentation");
        boolean withCredentials = request.flag("verifyCredentials", true);
        Instant now = request.time("validAt").orElseGet(clock::instant);
        try {
            UnverifiedPresentation presentation =
                    UnverifiedPresentation.parse(node.isTextual() ? node.textValue() : node.toString());
            presentations.verifyForNobody(presentation, withCredentials, now);
            ObjectNode answer = valid();
            ArrayNode array = answer.putArray("credentials");
            presentation.content().credentials().forEach(credential -> array.add(credential.original()));
            return answer;
        } catch (PresentationRefusedException refused) {
            return invalid(refused.reason().description());
        }
    }

    private static ObjectNode valid() {
        return JsonNodeFactory.instance.objectNode().put(VALIDITY, true);
    }

    private static ObjectNode invalid(String message) {
        return JsonNodeFactory.instance.objectNode().put(VALIDITY, false).put(MESSAGE, message);
    }
}
