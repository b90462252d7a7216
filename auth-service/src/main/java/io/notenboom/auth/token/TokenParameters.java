// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.form.FormParameters;
import io.notenboom.trust.exchange.PresentationSubmission;
import io.notenboom.trust.exchange.SubmissionRefusedException;
import io.notenboom.trust.presentation.PresentationEnvelope;
import io.notenboom.trust.presentation.PresentationRefusedException;

/** The parameters of a token request, read but not verified. */
record TokenParameters(
        String clientId, String scope, PresentationEnvelope presentations, PresentationSubmission submission) {

    static TokenParameters read(String grant, FormParameters form) throws RefusedException {
        // Nuts nodes answer a missing grant_type like an unknown one
        if (!form.get("grant_type").orElse("").equals(grant)) {
            throw new RefusedException(
                    new OAuthError(OAuthError.Code.UNSUPPORTED_GRANT_TYPE, "grant_type must be " + grant));
        }
        String clientId = required(form, "client_id");
        String scope = required(form, "scope");
        String assertion = required(form, "assertion");
        String submission = required(form, "presentation_submission");
        try {
            return new TokenParameters(
                    clientId, scope, PresentationEnvelope.parse(assertion), PresentationSubmission.parse(submission));
        } catch (PresentationRefusedException refused) {
            throw new RefusedException(
                    OAuthError.invalidRequest("assertion: " + refused.reason().description()));
        } catch (SubmissionRefusedException refused) {
            throw new RefusedException(
                    OAuthError.invalidRequest(refused.reason().description()));
        }
    }

    private static String required(FormParameters form, String name) throws RefusedException {
        return form.get(name)
                .orElseThrow(() -> new RefusedException(OAuthError.invalidRequest("missing parameter: " + name)));
    }
}
