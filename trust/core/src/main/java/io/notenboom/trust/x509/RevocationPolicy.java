// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** What is done when no current revocation list says whether a certificate is revoked. */
public enum RevocationPolicy {
    /** It is refused. */
    HARD_FAIL,
    /** It is accepted, but never if the last known list revokes it. */
    SOFT_FAIL;

    /** Whether a certificate may be used. */
    public enum Verdict {
        /** A current list does not revoke it. */
        GOOD(true),
        /** A list revokes it. */
        REVOKED(false),
        /** No current list: refused. */
        UNKNOWN_REFUSED(false),
        /** No current list: accepted all the same. */
        UNKNOWN_ACCEPTED(true);

        private final boolean accepted;

        Verdict(boolean accepted) {
            this.accepted = accepted;
        }

        /** Whether it may be used. */
        public boolean accepted() {
            return accepted;
        }
    }

    /**
     * Judges a certificate.
     *
     * @param list the newest known list of its issuer; empty if none is known
     */
    @CheckReturnValue
    public Verdict judge(X509Certificate certificate, Optional<RevocationList> list, Instant now) {
        if (list.isPresent() && list.get().revokes(certificate)) {
            return Verdict.REVOKED;
        }
        if (list.isPresent() && list.get().isCurrent(now)) {
            return Verdict.GOOD;
        }
        return switch (this) {
            case HARD_FAIL -> Verdict.UNKNOWN_REFUSED;
            case SOFT_FAIL -> Verdict.UNKNOWN_ACCEPTED;
        };
    }
}
