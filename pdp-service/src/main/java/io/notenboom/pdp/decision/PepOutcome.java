// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RequestGrammar;
import java.util.Set;

/** What is known of the enforcement point that asks. */
@CheckReturnValue
public sealed interface PepOutcome {

    /**
     * Registered and authenticated.
     *
     * @param kind what stands behind it
     * @param subject the customer's subject whose data or inbox that is
     * @param issuers the authorization servers whose tokens count
     * @param audiences the audiences that count, for tokens that name any
     * @param terms what its customer chose
     */
    record Authenticated(EndpointKind kind, String subject, Set<String> issuers, Set<String> audiences, Terms terms)
            implements PepOutcome {

        /** Where nothing was chosen. */
        public Authenticated(EndpointKind kind, String subject, Set<String> issuers, Set<String> audiences) {
            this(kind, subject, issuers, audiences, Terms.NONE);
        }

        public Authenticated {
            issuers = Set.copyOf(issuers);
            audiences = Set.copyOf(audiences);
        }
    }

    /**
     * What a customer chose for an enforcement point, as far as it counts for decisions.
     *
     * @param fhirVersion whose types narrow scopes name
     */
    record Terms(FhirVersion fhirVersion, RequestGrammar.Options options) {

        /** Nothing chosen. */
        public static final Terms NONE = new Terms(FhirVersion.STU3, RequestGrammar.Options.NONE);

        /** Of what an enforcement point may carry. */
        public static Terms of(RequestGrammar grammar) {
            return new Terms(grammar.fhirVersion(), grammar.options());
        }
    }

    /** Not registered, wrong key, or a request that does not name the original one exactly. */
    record Refused(Reason reason) implements PepOutcome {}
}
