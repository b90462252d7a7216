// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.transport.PeerHosts;
import io.notenboom.gossip.transport.PeerTrustManager;

/**
 * Who may be a peer.
 *
 * @param network identifier of the network
 * @param trust which certificates are those of nodes of the network, on both sides of a connection
 * @param hosts which hosts may be called
 */
public record PeerRules(Digest network, PeerTrustManager trust, PeerHosts hosts) {}
