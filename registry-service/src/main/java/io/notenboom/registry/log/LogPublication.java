// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

import io.notenboom.registry.tlog.TileName;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The log as others read it: checkpoint, tiles and entry bundles of C2SP tlog-tiles, as files that any static web server can
 * serve. Safe for many threads. Failures of the medium are {@link LogFailureException}.
 */
public interface LogPublication {

    /** The signed note that was published last; empty as long as there is none. It may be damaged: check its signature. */
    Optional<String> checkpoint();

    /**
     * Publishes a checkpoint: first every tile and bundle of a tree of its size, then the checkpoint itself. Durable when it
     * returns. After a crash the earlier checkpoint is there or this one, and all that belongs to it.
     *
     * @param note the signed checkpoint
     * @throws IllegalArgumentException if it is no checkpoint of the entries of this log, or of fewer than the last one
     */
    void publish(String note);

    /** A tile or bundle with exactly that many hashes or entries; empty if the log has not as many. Read-only. */
    Optional<ByteBuffer> tile(TileName name);

    /** The key of the checkpoints in the text form of log tools; empty before the first one. */
    Optional<String> key();

    /** Stores the key; durable when it returns. Checkpoints of an earlier key are no longer published. */
    void useKey(String key);
}
