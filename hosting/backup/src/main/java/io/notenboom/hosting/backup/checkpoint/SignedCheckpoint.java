// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.checkpoint;

import io.notenboom.hosting.backup.file.Hashing;

/**
 * A checkpoint whose signature was verified, or was just made; only {@link CheckpointSeal} makes one.
 */
public final class SignedCheckpoint {

    private final Checkpoint checkpoint;
    private final String text;

    SignedCheckpoint(Checkpoint checkpoint, String text) {
        this.checkpoint = checkpoint;
        this.text = text;
    }

    /** What it says. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The signed text, a compact JWS. */
    public String text() {
        return text;
    }

    /** Hash of the signed text, hex. */
    public String sha256() {
        return Hashing.of(text);
    }

    /** How the next one names it. */
    public Checkpoint.Previous asPrevious() {
        return new Checkpoint.Previous(checkpoint.number(), sha256());
    }
}
