// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.dpop.DpopNonces;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.trust.dpop.DpopExpectation;
import io.notenboom.trust.dpop.DpopRefusal;
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
    private final @Nullable DpopNonces nonces;

    /** Verifies with this verifier and remembers proofs here. */
    public ProofCheck(DpopVerifier verifier, UsedOnce usedOnce) {
        this(verifier, usedOnce, null);
    }

    /**
     * Verifies with this verifier and remembers proofs here.
     *
     * @param nonces nonces that proofs have to show; null if they need none
     */
    public ProofCheck(DpopVerifier verifier, UsedOnce usedOnce, @Nullable DpopNonces nonces) {
        this.verifier = verifier;
        this.usedOnce = usedOnce;
        this.nonces = nonces;
    }

    /** Checks a proof, if there is one. */
    Optional<VerifiedDpopProof> check(@Nullable String proof, URI tokenEndpoint, Instant now) throws RefusedException {
        if (proof == null) {
            return Optional.empty();
        }
        try {
            VerifiedDpopProof verified = verifier.verify(proof, DpopExpectation.tokenRequest(tokenEndpoint), now);
            if (nonces != null && !nonces.accepts(verified.nonce(), tokenEndpoint.toString())) {
                throw new RefusedException(new OAuthError(
                        OAuthError.Code.USE_DPOP_NONCE,
                        "make a DPoP proof with the nonce of the DPoP-Nonce header, and send the request again"));
            }
            return Optional.of(verified);
        } catch (DpopRefusedException refused) {
            throw new RefusedException(
                    OAuthError.invalidProof(refused.reason().description()), refused.reason() == DpopRefusal.SIGNATURE);
        }
    }

    /** The nonce that the next proof has to show, if proofs have to show one. */
    Optional<String> nonce(URI tokenEndpoint) {
        return Optional.ofNullable(nonces).map(given -> given.current(tokenEndpoint.toString()));
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
