// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.form.FormParameters;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.exchange.PresentationSubmission;
import io.notenboom.trust.exchange.PresentedCredentials;
import io.notenboom.trust.exchange.ScopePolicy;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.exchange.SubmissionRefusedException;
import io.notenboom.trust.presentation.PresentationEnvelope;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.VerifiedPresentations;
import java.util.Map;
import java.util.function.Predicate;

/** The grant of Nuts RFC021: presentations of one holder, with a submission. */
record VpTokenGrant(String clientId, String scope, PresentationEnvelope envelope, PresentationSubmission submission)
        implements GrantRequest {

    static final String NAME = "vp_token-bearer";

    static VpTokenGrant read(FormParameters form) throws RefusedException {
        String clientId = GrantRequest.required(form, "client_id");
        String scope = GrantRequest.required(form, "scope");
        String assertion = GrantRequest.required(form, "assertion");
        String submission = GrantRequest.required(form, "presentation_submission");
        try {
            return new VpTokenGrant(
                    clientId, scope, PresentationEnvelope.parse(assertion), PresentationSubmission.parse(submission));
        } catch (PresentationRefusedException refused) {
            throw new RefusedException(
                    OAuthError.invalidRequest("assertion: " + refused.reason().description()));
        } catch (SubmissionRefusedException refused) {
            throw refused(refused);
        }
    }

    @Override
    public void checkForm(ScopePolicy policy, Predicate<Credential> issuerTrusted) throws RefusedException {
        PresentedCredentials presented = PresentationCheck.presented(envelope);
        try {
            MatchResult.Matched matched =
                    PresentationExchange.verifySubmission(definition(policy), submission, presented);
            if (!GrantRequest.issuersTrusted(matched, presented.all(), issuerTrusted)) {
                throw new RefusedException(OAuthError.invalidRequest(UNTRUSTED_ISSUER));
            }
        } catch (SubmissionRefusedException refused) {
            throw refused(refused);
        }
    }

    @Override
    public Established verify(Verification with, ScopePolicy policy) throws RefusedException {
        PresentationDefinition definition = definition(policy);
        VerifiedPresentations verified = with.presentations().verify(envelope, with.audience(), with.now());
        MatchResult.Matched matched;
        try {
            matched = PresentationExchange.verifySubmission(definition, submission, verified.presented());
        } catch (SubmissionRefusedException refused) {
            throw refused(refused);
        }
        Evidence evidence = new Evidence(
                matched.claims(),
                Established.credentialIds(verified.presentations()),
                Established.originals(verified.presentations()),
                Map.of(WalletOwner.ORGANIZATION.member(), definition.json()),
                Map.of(definition.id(), submission.toJson()));
        return new Established(
                verified.holder(),
                with.clientIds().of(clientId, verified.holder()),
                null,
                verified.presentations(),
                Map.of(WalletOwner.ORGANIZATION.member(), matched.claims()),
                evidence);
    }

    private static PresentationDefinition definition(ScopePolicy policy) throws RefusedException {
        PresentationDefinition definition = policy.definitions().get(WalletOwner.ORGANIZATION);
        if (definition == null) {
            throw new RefusedException(OAuthError.invalidScope("this scope cannot be had with this grant"));
        }
        return definition;
    }

    private static RefusedException refused(SubmissionRefusedException refused) {
        return new RefusedException(OAuthError.invalidRequest(refused.reason().description()));
    }
}
