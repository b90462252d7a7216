// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import io.notenboom.trust.x509.RevocationList;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the Foundation's revocation list keeps a certificate out. One that a list names is out, however old the list is.
 * Without a current list certificates go on for {@link #GRACE}, so that an outage of the Foundation stops no gossip at once;
 * then none of the Foundation's CA certificates counts any more, where a list is required.
 */
public enum RevocationRule {
    /** The list's address is in the configuration or in this node's own certificate: without a list nobody gets in. */
    REQUIRED,
    /** The list's address is only a guess: what cannot be had keeps nobody out. */
    IF_THERE_IS_ONE,
    /** There is no list. */
    NONE;

    /** How long certificates count after the last list ended, or after the start if there never was one. */
    public static final Duration GRACE = Duration.ofHours(4);

    /**
     * Judges a certificate.
     *
     * @param certificate issued by the Foundation
     * @param list the newest known list; it may have ended
     * @param started since when this node asks for lists
     */
    public boolean refuses(X509Certificate certificate, Optional<RevocationList> list, Instant started, Instant now) {
        return this != NONE
                && (list.filter(known -> known.revokes(certificate)).isPresent() || overdue(list, started, now));
    }

    /** Whether a list is required and has been missing for too long. */
    public boolean overdue(Optional<RevocationList> list, Instant started, Instant now) {
        Instant missing = list.map(RevocationList::nextUpdate).orElse(started);
        return this == REQUIRED && !now.isBefore(missing.plus(GRACE));
    }
}
