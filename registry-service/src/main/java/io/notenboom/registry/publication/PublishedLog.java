// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.NoteKey;

/**
 * What this node published last.
 *
 * @param checkpoint the checkpoint
 * @param key who signed it
 * @param streams the streams at that size of the log
 */
public record PublishedLog(Checkpoint checkpoint, NoteKey key, StreamRoots.Snapshot streams) {

    /** @throws IllegalArgumentException if the two are of different sizes */
    public PublishedLog {
        if (checkpoint.head().size() != streams.events()) {
            throw new IllegalArgumentException("checkpoint and streams are of different sizes of the log");
        }
    }
}
