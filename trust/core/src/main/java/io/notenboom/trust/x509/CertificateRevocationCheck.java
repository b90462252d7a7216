// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;

/**
 * Finds out whether a certificate of a verified chain is revoked. Called only after whatever was signed with it verified, so
 * that nobody makes this node fetch lists with a forged signature. Safe for use by many threads; bounded in time (10 seconds
 * for each list) and size.
 */
@FunctionalInterface
public interface CertificateRevocationCheck {

    /** The state of all certificates below the root. The worst one decides. */
    @CheckReturnValue
    Outcome check(CertificateChain chain, Instant now);

    /** Knows no list: nothing signed under a certificate is accepted. */
    static CertificateRevocationCheck knowingNone() {
        return (_, _) -> Outcome.UNKNOWN;
    }

    /** State of a chain. */
    enum Outcome {
        /** For each certificate a current list says nothing against it. */
        GOOD,
        /** A list revokes one of them. */
        REVOKED,
        /** For one of them there is no current list. */
        UNKNOWN
    }
}
