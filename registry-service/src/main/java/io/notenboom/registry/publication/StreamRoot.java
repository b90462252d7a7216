// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.TreeHead;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The Merkle tree over the ids of one stream's events, in the order of the log.
 *
 * @param stream id of the stream
 * @param head size and root of its tree
 */
public record StreamRoot(EventId stream, TreeHead head) {

    private static final int BYTES = 72;

    /** The leaf of the tree over all streams: stream id, size in eight bytes, root. */
    public Hash leaf() {
        ByteBuffer content = ByteBuffer.allocate(BYTES);
        content.put(decode(stream)).putLong(head.size());
        head.root().write(content);
        return Hash.leaf(content.array());
    }

    /** The leaf of an event in the tree of its stream: the 32 bytes of its id. */
    public static Hash leaf(EventId event) {
        return Hash.leaf(decode(event));
    }

    private static byte[] decode(EventId id) {
        return Base64.getUrlDecoder().decode(id.value());
    }
}
