// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.form.FormParameters;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.ScopePolicy;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A token request of one grant, read but not verified. */
sealed interface GrantRequest permits VpTokenGrant, JwtBearerGrant {

    /** Reads a request; which grant it is for is said by {@code grant_type}. */
    static GrantRequest read(FormParameters form) throws RefusedException {
        // Nuts nodes answer a missing grant_type like an unknown one
        return switch (form.get("grant_type").orElse("")) {
            case VpTokenGrant.NAME -> VpTokenGrant.read(form);
            case JwtBearerGrant.NAME -> JwtBearerGrant.read(form);
            default ->
                throw new RefusedException(new OAuthError(
                        OAuthError.Code.UNSUPPORTED_GRANT_TYPE,
                        "grant_type must be " + VpTokenGrant.NAME + " or " + JwtBearerGrant.NAME));
        };
    }

    /** A parameter that has to be there. */
    static String required(FormParameters form, String name) throws RefusedException {
        return form.get(name)
                .orElseThrow(() -> new RefusedException(OAuthError.invalidRequest("missing parameter: " + name)));
    }

    /** The scopes asked for, separated by spaces. */
    String scope();

    /**
     * Checks, without any key, that the credentials as presented would fulfil the policy, and that the issuers of those that do
     * are trusted.
     */
    void checkForm(ScopePolicy policy, Predicate<Credential> issuerTrusted) throws RefusedException;

    /** What is said when the definition permits an issuer whom the operator does not trust. */
    String UNTRUSTED_ISSUER = "an issuer is not trusted here for its type of credential";

    /** Whether the issuer of every credential that a match uses is trusted. */
    static boolean issuersTrusted(
            MatchResult.Matched matched, List<? extends Credential> credentials, Predicate<Credential> issuerTrusted) {
        return matched.matches().stream()
                .map(match -> credentials.get(match.credentialIndex()))
                .allMatch(issuerTrusted);
    }

    /** Verifies everything that was presented. */
    Established verify(Verification verification, ScopePolicy policy) throws RefusedException;

    /**
     * With what to verify.
     *
     * @param presentations verifies presentations
     * @param clientIds which client ids are believed
     * @param audience issuer URL of the subject that is asked
     * @param now the time
     */
    record Verification(PresentationCheck presentations, ClientIds clientIds, String audience, Instant now) {}
}
