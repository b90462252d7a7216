// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.request.RequestGrammar;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A registered enforcement point.
 *
 * @param authentication how it shows that it is this one
 * @param input how it tells of a request
 * @param grammar what it may carry
 * @param publicBaseUrl scheme, host and port that clients use, without a slash at the end; {@code htu} is this and the raw path
 * @param standing whose data it guards, by which rules
 */
public record PepRegistration(
        String id,
        PepAuthentication authentication,
        PepInput input,
        RequestGrammar grammar,
        String publicBaseUrl,
        Standing standing) {

    /** One that shows a key, and hands over tokens, not claims. */
    public PepRegistration(
            String id,
            String keySha256,
            Dialect dialect,
            RequestGrammar grammar,
            String publicBaseUrl,
            Standing standing) {
        this(
                id,
                new PepAuthentication.Key(keySha256, null),
                new PepInput(dialect, ClaimSource.INTROSPECTION, null),
                grammar,
                publicBaseUrl,
                standing);
    }

    /**
     * Whose data an enforcement point guards, by which rules.
     *
     * @param subject the customer's subject
     * @param audience issuer URL of the subject's authorization server
     * @param profiles names of the use-case profiles, one at least. With one, every flow is judged by it; with several, each
     *     flow by the one it was made under, and a flow made under another opens nothing here
     */
    public record Standing(String subject, String audience, Set<String> profiles) {

        /** @throws IllegalArgumentException without a profile */
        public Standing {
            profiles = Set.copyOf(profiles);
            if (profiles.isEmpty()) {
                throw new IllegalArgumentException("An enforcement point has at least one profile.");
            }
        }

        /** With one profile. */
        public Standing(String subject, String audience, String profile) {
            this(subject, audience, Set.of(profile));
        }

        /** The profiles in the order in which they are asked. */
        public List<String> profilesInOrder() {
            return List.copyOf(new TreeSet<>(profiles));
        }

        /** The first profile; what is told where no flow decides. */
        public String profile() {
            return profilesInOrder().getFirst();
        }
    }

    /** Where it names the original request. */
    public Dialect dialect() {
        return input.dialect();
    }

    /** As the engine sees it once it showed what it is registered with. */
    public PepOutcome authenticated() {
        return new PepOutcome.Authenticated(
                grammar.kind(),
                standing.subject(),
                Set.of(standing.audience()),
                Set.of(standing.audience()),
                PepOutcome.Terms.of(grammar));
    }

    /** The same with another way to show who it is. */
    public PepRegistration with(PepAuthentication next) {
        return new PepRegistration(id, next, input, grammar, publicBaseUrl, standing);
    }
}
