// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.Did;
import java.time.Instant;

/**
 * Finds out whether a credential is revoked. Called only after the credential's signature was verified, for each status
 * entry. Safe for use by many threads; bounded in time (10 seconds) and size.
 */
@FunctionalInterface
public interface CredentialStatusChecker {

    /**
     * The state of one status entry.
     *
     * @param status entry of a verified credential
     * @param issuer verified issuer of the credential; a list of another issuer does not count
     * @param now the time to decide for
     */
    @CheckReturnValue
    Outcome check(CredentialStatus status, Did issuer, Instant now);

    /** Knows no list: every credential that has a status entry is refused with STATUS_UNKNOWN. */
    static CredentialStatusChecker knowingNone() {
        return (status, issuer, now) -> Outcome.UNKNOWN;
    }

    /** State of a credential. */
    enum Outcome {
        /** Neither revoked nor suspended. */
        VALID,
        /** Revoked or suspended. */
        REVOKED,
        /** The list cannot be had, is not valid, or is of an unknown type. */
        UNKNOWN
    }
}
