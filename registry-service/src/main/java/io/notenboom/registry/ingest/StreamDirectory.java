// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.stream.StreamHead;
import java.util.List;
import java.util.Optional;

/** The streams that this node knows. Safe for many threads; shows only what is durable. */
public interface StreamDirectory {

    /** The heads of all streams, by stream id. */
    List<StreamHead> heads();

    /** The head of one stream. */
    Optional<StreamHead> head(EventId stream);

    /** All known forks. */
    List<ForkEvidence> forks();
}
