// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import java.util.Map;
import java.util.Set;

/** The token with which the receiver of the sample flows comes. */
final class ReceiversToken {

    private ReceiversToken() {}

    /** A plain bearer token, good for a minute. */
    static AccessToken of(String issuer) {
        return new AccessToken(
                new AccessToken.Origin(issuer, Set.of()),
                Party.ofDids(Set.of(Samples.RECEIVER)),
                Set.of("eOverdracht-receiver"),
                Samples.NOW.plusSeconds(60),
                null,
                Map.of());
    }
}
