// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.CanonicalOutcome;
import java.time.Instant;

/** Everything a decision depends on; whoever collects it may leave later parts unasked once an earlier one fails. */
public record Question(
        PepOutcome pep,
        CanonicalOutcome request,
        Presented presented,
        FlowsOutcome flows,
        UseCaseProfile profile,
        Instant now) {

    /** Token and proof. */
    public record Presented(TokenOutcome token, ProofOutcome proof) {

        /** Neither was looked at. */
        public static final Presented NOTHING_ASKED =
                new Presented(new TokenOutcome.NotAsked(), new ProofOutcome.NotPresented());
    }
}
