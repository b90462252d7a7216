// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.exchange.PresentedCredentials;
import io.notenboom.trust.presentation.PresentationEnvelope;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks the presentations of a token request, and that each is used once. */
public final class PresentationCheck {

    private static final Duration REMEMBER_NONCE = Duration.ofSeconds(30);

    private static final Set<PresentationRefusal> AT_KEYS = EnumSet.of(
            PresentationRefusal.HOLDER_NOT_RESOLVED,
            PresentationRefusal.KEY_NOT_ALLOWED,
            PresentationRefusal.SIGNATURE);

    private static final Set<CredentialRefusal> CREDENTIAL_AT_KEYS = EnumSet.of(
            CredentialRefusal.ISSUER_NOT_RESOLVED,
            CredentialRefusal.KEY_NOT_ALLOWED,
            CredentialRefusal.CERTIFICATE,
            CredentialRefusal.SIGNATURE);

    private final PresentationVerifier verifier;
    private final UsedOnce usedOnce;

    /** Verifies with this verifier and remembers nonces here. */
    public PresentationCheck(PresentationVerifier verifier, UsedOnce usedOnce) {
        this.verifier = verifier;
        this.usedOnce = usedOnce;
    }

    /** The credentials as they came, for matching without any key or look-up. */
    static PresentedCredentials presented(PresentationEnvelope envelope) {
        List<PresentedCredentials.Presented> presented = new ArrayList<>();
        for (UnverifiedPresentation presentation : envelope.presentations()) {
            presented.add(new PresentedCredentials.Presented(
                    presentation.content().credentialsInArray(),
                    presentation.content().credentials()));
        }
        return new PresentedCredentials(envelope.inArray(), presented);
    }

    /** Checks validity, signer, audience, nonce, signatures and credentials. */
    VerifiedPresentations verify(PresentationEnvelope envelope, String audience, Instant now) throws RefusedException {
        try {
            return verifier.verify(envelope, PresentationExpectation.tokenRequest(audience), now);
        } catch (PresentationRefusedException refused) {
            String detail = refused.credentialReason()
                    .map(reason -> refused.reason().description() + ": " + reason.description())
                    .orElse(refused.reason().description());
            throw new RefusedException(OAuthError.invalidRequest(detail), atKeys(refused));
        }
    }

    private static boolean atKeys(PresentationRefusedException refused) {
        return AT_KEYS.contains(refused.reason())
                || refused.credentialReason()
                        .filter(CREDENTIAL_AT_KEYS::contains)
                        .isPresent();
    }

    /** Uses up the nonces: of all requests with the same presentation one gets past. */
    void useUp(SubjectId subject, List<VerifiedPresentation> presentations) throws RefusedException {
        for (VerifiedPresentation presentation : presentations) {
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
