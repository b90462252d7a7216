// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

/**
 * Where a key of an own DID is in its life. Time alone moves it on; every replica finds the same. Before the first state a
 * key exists at the custodian only.
 */
public enum KeyState {
    /** In the document, so that others know it before it signs. */
    PUBLISHED(true),
    /** Signs; first in the document. One key of a DID at a time. */
    ACTIVE(true),
    /** Signs no more; in the document until what it signed has ended. */
    RETIRING(true),
    /** Not in the document any more; what it signed while it was is not in doubt. */
    RETIRED(false),
    /** Taken out because somebody else may have it: nothing that it signed counts, whenever that was. */
    COMPROMISED(false);

    private final boolean inDocument;

    KeyState(boolean inDocument) {
        this.inDocument = inDocument;
    }

    /** Whether others can verify with it. */
    public boolean inDocument() {
        return inDocument;
    }
}
