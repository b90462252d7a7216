// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;

/**
 * A place in a stream from which on events are meant.
 *
 * @param sid id of the stream
 * @param from sequence of the first event
 */
public record StreamStart(Digest sid, long from) {}
