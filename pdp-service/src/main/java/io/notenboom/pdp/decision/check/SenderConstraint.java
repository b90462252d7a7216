// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Credentials;
import java.util.Optional;

/**
 * A token bound to a key comes with the DPoP scheme and a fitting proof, an unbound one with neither (RFC 9449, section 7). A
 * token bound to a client certificate comes over a TLS connection with that certificate (RFC 8705, section 3).
 */
public record SenderConstraint() implements RequestCheck {

    @Override
    public CheckName name() {
        return CheckName.SENDER_CONSTRAINT;
    }

    @Override
    public Optional<Reason> refusal(Question question) {
        if (question.presented().token() instanceof TokenOutcome.Active active
                && question.request() instanceof CanonicalRequest request) {
            Optional<Reason> certificate = certificate(active, question.presented());
            if (certificate.isPresent()) {
                return certificate;
            }
            boolean scheme = request.credentials() instanceof Credentials.DemonstratedPossession;
            if (active.token().boundTo().isEmpty()) {
                return scheme ? Optional.of(Reason.DPOP_INVALID) : Optional.empty();
            }
            return scheme ? proof(question.presented().proof()) : Optional.of(Reason.DPOP_REQUIRED);
        }
        return Optional.of(Reason.UNAVAILABLE);
    }

    private static Optional<Reason> certificate(TokenOutcome.Active token, Question.Presented presented) {
        if (token.boundToCertificate().isEmpty()) {
            return Optional.empty();
        }
        if (presented.certificate().isEmpty()) {
            return Optional.of(Reason.CERTIFICATE_REQUIRED);
        }
        return token.boundToCertificate().equals(presented.certificate())
                ? Optional.empty()
                : Optional.of(Reason.CERTIFICATE_INVALID);
    }

    private static Optional<Reason> proof(ProofOutcome proof) {
        return switch (proof) {
            case ProofOutcome.Valid valid -> Optional.empty();
            case ProofOutcome.NotPresented absent -> Optional.of(Reason.DPOP_REQUIRED);
            case ProofOutcome.Invalid invalid -> Optional.of(Reason.DPOP_INVALID);
            case ProofOutcome.Unavailable unavailable -> Optional.of(Reason.UNAVAILABLE);
        };
    }
}
