// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import io.notenboom.auth.once.UsedOnce;
import io.notenboom.trust.dpop.DpopExpectation;
import io.notenboom.trust.dpop.DpopRefusedException;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.dpop.VerifiedDpopProof;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks DPoP proofs for resource servers and uses them up. The strict form is that of RFC 9449 §4.3; the other one compares the
 * URL as Nuts nodes do (scheme, which may be left out, port, query and fragment do not count) and accepts proofs for as long as it
 * remembers them, 15 minutes.
 */
public final class ProofValidation {

    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final DpopVerifier strict;
    private final DpopVerifier lenient;
    private final UsedOnce usedOnce;
    private final DpopNonces nonces;
    private final InstantSource clock;

    /**
     * Checks proofs.
     *
     * @param strict the verifier for the strict form
     * @param lenient the verifier for the other form: the same algorithms, {@link #lenientAge()} back
     * @param nonces what proofs have to show where that is asked for
     */
    public ProofValidation(
            DpopVerifier strict, DpopVerifier lenient, UsedOnce usedOnce, DpopNonces nonces, InstantSource clock) {
        this.strict = strict;
        this.lenient = lenient;
        this.usedOnce = usedOnce;
        this.nonces = nonces;
        this.clock = clock;
    }

    /** How old a proof may be in the form that is not strict. */
    public static Duration lenientAge() {
        return REMEMBERED;
    }

    /** Checks a proof; of all simultaneous questions with one proof exactly one gets {@link ProofOutcome.Valid}. */
    public ProofOutcome validate(ProofQuestion question) {
        Instant now = clock.instant();
        try {
            VerifiedDpopProof verified = question.terms().strict()
                    ? strict.verify(question.proof(), expectation(question, question.url()), now)
                    : lenient.verify(question.proof(), expectation(question, lenientUrl(question)), now);
            if (question.terms().nonce() && !nonces.accepts(verified.nonce(), DpopNonces.RESOURCE)) {
                return new ProofOutcome.NonceNeeded(nonces.current(DpopNonces.RESOURCE));
            }
            Duration remember = Duration.between(now, verified.acceptableUntil());
            return usedOnce.firstUse("dpop", verified.replayKey(), remember)
                    ? new ProofOutcome.Valid()
                    : new ProofOutcome.Invalid("jti already used");
        } catch (DpopRefusedException refused) {
            return new ProofOutcome.Invalid(refused.reason().description());
        }
    }

    private static DpopExpectation expectation(ProofQuestion question, URI url) {
        return DpopExpectation.resourceRequest(question.method(), url, question.token(), question.thumbprint());
    }

    /** The URL in the proof if host and path are those of the request, else that of the request. */
    private static URI lenientUrl(ProofQuestion question) {
        URI url = withScheme(question.url());
        return claimedUrl(question.proof())
                .filter(claimed -> sameHostAndPath(claimed, url))
                .orElse(url);
    }

    /** Gateways tell host and path alone when they follow the example for NGINX that comes with Nuts nodes. */
    private static URI withScheme(URI url) {
        try {
            return url.getHost() == null ? URI.create("https://" + url) : url;
        } catch (IllegalArgumentException withoutHost) {
            return url;
        }
    }

    private static Optional<URI> claimedUrl(String proof) {
        try {
            CompactJws jws = CompactJws.parse(proof, DpopVerifier.MAX_LENGTH);
            String url = StrictJson.parseObject(jws.payload(), DpopVerifier.MAX_LENGTH)
                    .path("htu")
                    .asText("");
            return Optional.of(URI.create(url));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static boolean sameHostAndPath(URI one, URI other) {
        return one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && Objects.equals(one.getRawPath(), other.getRawPath());
    }
}
