// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.request.RequestGrammar;
import java.util.Set;

/**
 * A registered enforcement point.
 *
 * @param keySha256 SHA-256 of its key, hex in lower case
 * @param grammar what it may carry
 * @param publicBaseUrl scheme, host and port that clients use, without a slash at the end; {@code htu} is this and the raw path
 * @param standing whose data it guards, by which rules
 */
public record PepRegistration(
        String id, String keySha256, Dialect dialect, RequestGrammar grammar, String publicBaseUrl, Standing standing) {

    /**
     * Whose data an enforcement point guards, by which rules.
     *
     * @param subject the customer's subject
     * @param audience issuer URL of the subject's authorization server
     * @param profile name of the use-case profile
     */
    public record Standing(String subject, String audience, String profile) {}

    /** As the engine sees it once it showed its key. */
    public PepOutcome authenticated() {
        return new PepOutcome.Authenticated(
                grammar.kind(),
                standing.subject(),
                Set.of(standing.audience()),
                Set.of(standing.audience()),
                PepOutcome.Terms.of(grammar));
    }
}
