// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.signed.JwtText;
import io.notenboom.trust.dpop.DpopExpectation;
import io.notenboom.trust.dpop.DpopRefusedException;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.dpop.VerifiedDpopProof;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is wrong with a DPoP proof that a recorded token endpoint accepted. Form and signature have to be right: the proof is
 * good for the request and the time that it names itself.
 */
final class ProofDefects {

    private ProofDefects() {}

    static Optional<String> name(ReplayedExchange replayed) {
        String proof = replayed.exchange().requestHeader("DPoP").orElse("");
        Optional<JwtText> read = JwtText.read(proof);
        if (read.isEmpty() || !goodByItself(proof, read.get().payload())) {
            return Optional.empty();
        }
        JsonNode claims = read.get().payload();
        Duration age = Duration.between(
                Instant.ofEpochSecond(claims.path("iat").asLong()),
                replayed.exchange().startedAt());
        boolean sameRequest =
                claims.path("htm").asText().equals(replayed.exchange().method())
                        && claims.path("htu")
                                .asText()
                                .equals(replayed.exchange().url().toString().replaceFirst("[?#].*", ""));
        if (!sameRequest) {
            return Optional.of(Defect.PROOF_OF_ANOTHER_REQUEST.text());
        }
        boolean otherTime = age.compareTo(DpopVerifier.DEFAULT_BACK) > 0
                || age.negated().compareTo(DpopVerifier.DEFAULT_FORWARD) > 0;
        return Optional.of(otherTime ? Defect.OLD_PROOF.text() : Defect.REPLAYED_PROOF.text());
    }

    private static boolean goodByItself(String proof, JsonNode claims) {
        try {
            VerifiedDpopProof verified = new DpopVerifier()
                    .verify(
                            proof,
                            new DpopExpectation(
                                    claims.path("htm").asText(),
                                    URI.create(claims.path("htu").asText()),
                                    null,
                                    null),
                            Instant.ofEpochSecond(claims.path("iat").asLong()));
            Objects.requireNonNull(verified);
            return true;
        } catch (DpopRefusedException | IllegalArgumentException wrong) {
            return false;
        }
    }
}
