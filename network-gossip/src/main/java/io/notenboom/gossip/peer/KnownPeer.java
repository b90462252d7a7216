// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import org.jspecify.annotations.Nullable;

/**
 * A peer that this node may talk to.
 *
 * @param address where it listens
 * @param certificateThumbprint base64url SHA-256 of the node identity certificate that it registered; null if only its
 *     address is known, as of a bootstrap peer
 * @param bootstrap whether the operator configured it; such a peer is never dropped from the ones in use
 */
public record KnownPeer(PeerAddress address, @Nullable String certificateThumbprint, boolean bootstrap) {}
