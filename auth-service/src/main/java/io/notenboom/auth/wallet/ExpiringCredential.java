// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.UnverifiedCredential;
import java.time.Instant;
import java.util.Objects;

/**
 * A credential in a wallet that ends soon, or has ended.
 *
 * @param subject whose wallet
 * @param credential the credential
 * @param expiresAt when it ends
 */
public record ExpiringCredential(SubjectId subject, UnverifiedCredential credential, Instant expiresAt) {

    /** Checks that no part is missing. */
    public ExpiringCredential {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
