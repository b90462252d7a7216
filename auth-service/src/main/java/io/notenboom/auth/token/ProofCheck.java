// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.replay.UsedOnce;
import io.notenboom.trust.dpop.DpopExpectation;
import io.notenboom.trust.dpop.DpopRefusedException;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.dpop.VerifiedDpopProof;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks DPoP proofs at the token endpoint, and that each is used once (RFC 9449 §4.3, §5). */
public final class ProofCheck {

    private final DpopVerifier verifier;
    private final UsedOnce usedOnce;

    /** Verifies with this verifier and remembers proofs here. */
    public ProofCheck(DpopVerifier verifier, UsedOnce usedOnce) {
        this.verifier = verifier;
        this.usedOnce = usedOnce;
    }

    /** Checks a proof, if there is one. */
    Optional<VerifiedDpopProof> check(@Nullable String proof, URI tokenEndpoint, Instant now) throws RefusedException {
        if (proof == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(verifier.verify(proof, DpopExpectation.tokenRequest(tokenEndpoint), now));
        } catch (DpopRefusedException refused) {
            throw new RefusedException(OAuthError.invalidProof(refused.reason().description()));
        }
    }

    /**
     * Whether a proof that is right for this endpoint was used before. One that was not is used up by asking.
     */
    public boolean wasUsed(String proof, URI tokenEndpoint, Instant now) {
        try {
            return !isFirstUse(verifier.verify(proof, DpopExpectation.tokenRequest(tokenEndpoint), now), now);
        } catch (DpopRefusedException wrong) {
            return false;
        }
    }

    private boolean isFirstUse(VerifiedDpopProof proof, Instant now) {
        return usedOnce.firstUse("dpop", proof.replayKey(), Duration.between(now, proof.acceptableUntil()));
    }

    /** Uses up a proof. */
    void useUp(VerifiedDpopProof proof, Instant now) throws RefusedException {
        if (!isFirstUse(proof, now)) {
            throw new RefusedException(OAuthError.invalidProof("the DPoP proof was used before; make a new one"));
        }
    }
}
