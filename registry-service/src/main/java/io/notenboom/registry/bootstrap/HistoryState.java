// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import java.util.Locale;

/** How far a node's history can be relied on. */
public enum HistoryState {
    /** It is being fetched from peers: what there is was verified, but more is to come. */
    SYNCING,
    /**
     * It is what this node signed in its last checkpoint, entry by entry; signatures that it verified before that are being
     * verified again.
     */
    ANCHORED,
    /** This release verified every signature. */
    VERIFIED,
    /** A signature, or a file, did not hold when it was verified again. */
    FAILED;

    /** In the API and in metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
