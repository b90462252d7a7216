// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.registry.event.EventId;

/** Where an event would stand in its stream, by the chain rules alone; its signature is not looked at. */
@CheckReturnValue
public sealed interface ChainPosition {

    /** It would be the next event. */
    record Next() implements ChainPosition {}

    /** It is known already: in the stream, or as one of the events that contradict each other. */
    record Present() implements ChainPosition {}

    /** It would take the place of another event: a fork if its signature is valid. */
    record Contradicts(EventId present) implements ChainPosition {}

    /** Its stream or predecessor is not known yet. */
    record Ahead() implements ChainPosition {}

    /** Its place is at or after a fork that the Foundation has not resolved. */
    record Frozen() implements ChainPosition {}

    /** It is dated more than {@link VendorStream#TOLERANCE} in the future. */
    record Early() implements ChainPosition {}

    /** It can never be part of the stream as this node holds it. */
    record Broken(String code) implements ChainPosition {}
}
