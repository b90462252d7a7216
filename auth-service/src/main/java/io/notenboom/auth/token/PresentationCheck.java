// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.replay.UsedOnce;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.exchange.PresentedCredentials;
import io.notenboom.trust.exchange.SubmissionRefusedException;
import io.notenboom.trust.presentation.PresentationExpectation;
import io.notenboom.trust.presentation.PresentationRefusal;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import io.notenboom.trust.presentation.VerifiedPresentation;
import io.notenboom.trust.presentation.VerifiedPresentations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks the presentations of a token request, and that each is used once. */
public final class PresentationCheck {

    private static final Duration REMEMBER_NONCE = Duration.ofSeconds(30);

    private final PresentationVerifier verifier;
    private final UsedOnce usedOnce;

    /** Verifies with this verifier and remembers nonces here. */
    public PresentationCheck(PresentationVerifier verifier, UsedOnce usedOnce) {
        this.verifier = verifier;
        this.usedOnce = usedOnce;
    }

    /** Checks, without any key or look-up, that the credentials as presented would fulfil the definition. */
    void checkForm(TokenParameters parameters, PresentationDefinition definition) throws RefusedException {
        List<PresentedCredentials.Presented> presented = new ArrayList<>();
        for (UnverifiedPresentation presentation : parameters.presentations().presentations()) {
            presented.add(new PresentedCredentials.Presented(
                    presentation.content().credentialsInArray(),
                    presentation.content().credentials()));
        }
        try {
            Object matched = PresentationExchange.verifySubmission(
                    definition,
                    parameters.submission(),
                    new PresentedCredentials(parameters.presentations().inArray(), presented));
            java.util.Objects.requireNonNull(matched);
        } catch (SubmissionRefusedException refused) {
            throw new RefusedException(
                    OAuthError.invalidRequest(refused.reason().description()));
        }
    }

    /** Checks validity, signer, audience, nonce, signatures and credentials. */
    VerifiedPresentations verify(TokenParameters parameters, String audience, Instant now) throws RefusedException {
        try {
            return verifier.verify(parameters.presentations(), PresentationExpectation.tokenRequest(audience), now);
        } catch (PresentationRefusedException refused) {
            String detail = refused.credentialReason()
                    .map(reason -> refused.reason().description() + ": " + reason.description())
                    .orElse(refused.reason().description());
            throw new RefusedException(OAuthError.invalidRequest(detail));
        }
    }

    /** Uses up the nonces: of all requests with the same presentation one gets past. */
    void useUp(SubjectId subject, VerifiedPresentations verified) throws RefusedException {
        for (VerifiedPresentation presentation : verified.presentations()) {
            String nonce = presentation
                    .nonce()
                    .orElseThrow(() ->
                            new RefusedException(OAuthError.invalidRequest(PresentationRefusal.NONCE.description())));
            String key = subject.value() + " " + presentation.holder().value() + " " + nonce;
            if (!usedOnce.firstUse("nonce", key, REMEMBER_NONCE)) {
                throw new RefusedException(
                        OAuthError.invalidRequest("the nonce of the presentation was used before; make a new one"));
            }
        }
    }
}
