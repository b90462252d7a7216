// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import io.notenboom.trust.key.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An audit key of the control plane.
 *
 * @param id its name at the custodian
 * @param since from when it signs
 * @param until until when it signed; null for the active one
 * @param compromised whether somebody else may have it: then nothing that it signed counts
 */
public record AuditKey(KeyId id, Instant since, @Nullable Instant until, boolean compromised) {

    /** Whether it is the one that signs. */
    public boolean isActive() {
        return until == null;
    }
}
