// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question.Presented;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.introspection.ProofValidation;
import io.notenboom.pdp.introspection.ProofValidation.Proof;
import io.notenboom.pdp.introspection.TokenIntrospection;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Credentials;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.trust.secret.Secret;
import java.time.Instant;
import java.util.List;

/** What a request shows of its client: what the token is worth, and whether the proof of possession fits. */
final class PresentedToken {

    private final TokenIntrospection introspection;
    private final ProofValidation proofs;

    PresentedToken(TokenIntrospection introspection, ProofValidation proofs) {
        this.introspection = introspection;
        this.proofs = proofs;
    }

    /** Nothing is asked about a request that nobody could permit. */
    Presented of(PepRegistration pep, Reading.Asked asked, CanonicalOutcome canonical, Instant now) {
        if (!(canonical instanceof CanonicalRequest request)) {
            return Presented.NOTHING_ASKED;
        }
        Secret token =
                switch (request.credentials()) {
                    case Credentials.Absent absent -> null;
                    case Credentials.Bearer bearer -> bearer.token();
                    case Credentials.DemonstratedPossession possession -> possession.token();
                };
        if (token == null) {
            return Presented.NOTHING_ASKED;
        }
        TokenOutcome outcome = asked.claims()
                .map(claims -> SuppliedClaims.read(pep, claims, now))
                .orElseGet(() -> introspection.introspect(pep.standing().subject(), token));
        return new Presented(
                outcome,
                proof(pep, asked.request(), request, new TokenAndOutcome(token, outcome, now)),
                asked.clientCertificate());
    }

    private record TokenAndOutcome(Secret token, TokenOutcome outcome, Instant now) {}

    /** Only for a bound, active token of this audience with the DPoP scheme is a proof looked at, and thereby consumed. */
    private ProofOutcome proof(PepRegistration pep, RawRequest raw, CanonicalRequest request, TokenAndOutcome known) {
        List<String> shown = raw.values("DPoP");
        if (shown.isEmpty()
                || !(request.credentials() instanceof Credentials.DemonstratedPossession)
                || !(known.outcome() instanceof TokenOutcome.Active active)
                || active.token().boundTo().isEmpty()
                || !pep.standing().audience().equals(active.token().origin().issuer())
                || !known.now().isBefore(active.token().expires())) {
            return new ProofOutcome.NotPresented();
        }
        if (shown.size() > 1) {
            return new ProofOutcome.Invalid();
        }
        return proofs.validate(new Proof(
                shown.getFirst(),
                known.token(),
                active.token().boundTo().get(),
                raw.method(),
                pep.publicBaseUrl() + request.path()));
    }
}
