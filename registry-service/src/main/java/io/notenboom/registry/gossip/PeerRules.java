// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.transport.PeerHosts;
import java.security.cert.X509Certificate;

/**
 * Who may be a peer.
 *
 * @param foundationRoot root of all node certificates
 * @param network identifier of the network
 * @param hosts which hosts may be called
 */
public record PeerRules(X509Certificate foundationRoot, Digest network, PeerHosts hosts) {}
