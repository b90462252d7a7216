// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHeadSigner;

/**
 * Who this node is among its peers.
 *
 * @param node its node id
 * @param network identifier of the network
 * @param signer signs with its node identity key, that of the certificate which it shows in TLS
 */
public record OwnIdentity(String node, Digest network, NodeHeadSigner signer) {}
