// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

/**
 * States of a restore, in order. Each is on disk before its work begins, and its work may be done again: whoever was killed goes
 * on where it was. Until {@link #ACTIVE} the node signs and issues nothing.
 */
public enum RestoreState {
    /** Fetches the parts, compares them with what was signed, decrypts them, and puts the files together. */
    FETCHING,
    /** Puts the files in the place of those of the node, each folder with the mark that keeps its service from acting. */
    PLACING,
    /** Puts the records into Redis. */
    LOADING,
    /** Waits until enough peers agree with the registry about the node's own streams. */
    CATCHING_UP,
    /** Revokes again what others still show as revoked, and skips entries of status lists that may have been given. */
    RECONCILING,
    /** Takes the marks away. */
    ACTIVATING,
    /** Done: the node acts. */
    ACTIVE;

    /** The state after this one. */
    RestoreState next() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }
}
