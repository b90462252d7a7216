// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.util.Locale;

/** Where a key, certificate or secret is in its life. */
public enum RotationState {
    /** It exists, and nobody else knows of it. */
    CREATED(false),
    /** Others know it; it does not sign yet, because they may still keep what they read before. */
    PUBLISHED(true),
    /** The one that signs. */
    ACTIVE(true),
    /** Signs no more; others still accept what it signed. */
    RETIRING(true),
    /** Not accepted any more; what it signed while it was is not in doubt. */
    RETIRED(false),
    /** Taken out because somebody else may have it: nothing that it signed counts, whenever that was. */
    COMPROMISED(false);

    private final boolean accepted;

    RotationState(boolean accepted) {
        this.accepted = accepted;
    }

    /** Whether others can verify with it. */
    public boolean isAccepted() {
        return accepted;
    }

    /** The name in answers and metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
