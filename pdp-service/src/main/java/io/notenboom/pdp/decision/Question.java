// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.CanonicalOutcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything a decision depends on; whoever collects it may leave later parts unasked once an earlier one fails. */
public record Question(
        PepOutcome pep,
        CanonicalOutcome request,
        Presented presented,
        FlowsOutcome flows,
        UseCaseProfile profile,
        Instant now) {

    /**
     * Token and proof.
     *
     * @param clientCertificate {@code x5t#S256} of the certificate of the client's TLS connection, as far as the enforcement
     *     point is registered to name it
     */
    public record Presented(
            TokenOutcome token,
            ProofOutcome proof,
            @Nullable String clientCertificate) {

        /** Without a client certificate. */
        public Presented(TokenOutcome token, ProofOutcome proof) {
            this(token, proof, null);
        }

        /** The certificate of the client's TLS connection. */
        public Optional<String> certificate() {
            return Optional.ofNullable(clientCertificate);
        }

        /** Neither was looked at. */
        public static final Presented NOTHING_ASKED =
                new Presented(new TokenOutcome.NotAsked(), new ProofOutcome.NotPresented());
    }
}
