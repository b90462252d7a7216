// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All peers that there are, each address once. Immutable, so that a list of thousands is made once and can be shared. */
public final class PeerList {

    private static final PeerList EMPTY = new PeerList(List.of());

    private final Map<PeerAddress, KnownPeer> byAddress = new LinkedHashMap<>();
    private final Map<String, KnownPeer> byCertificate = new HashMap<>();
    private final List<KnownPeer> all;
    private final List<KnownPeer> bootstrap;

    private PeerList(Collection<KnownPeer> peers) {
        peers.forEach(peer -> byAddress.put(peer.address(), peer));
        byAddress.values().stream()
                .filter(peer -> peer.certificateThumbprint() != null)
                .forEach(peer -> byCertificate.put(String.valueOf(peer.certificateThumbprint()), peer));
        this.all = List.copyOf(byAddress.values());
        this.bootstrap = all.stream().filter(KnownPeer::bootstrap).toList();
    }

    /** A list without peers. */
    public static PeerList empty() {
        return EMPTY;
    }

    /** A list of these peers; of several with one address the last counts. */
    public static PeerList of(Collection<KnownPeer> peers) {
        return new PeerList(peers);
    }

    /** The peer at an address. */
    public Optional<KnownPeer> get(PeerAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** The peer that registered a node identity certificate with this base64url SHA-256. */
    public Optional<KnownPeer> ofCertificate(String thumbprint) {
        return Optional.ofNullable(byCertificate.get(thumbprint));
    }

    /** All of them, in a fixed order. */
    public List<KnownPeer> all() {
        return all;
    }

    /** Those that the operator chose. */
    public List<KnownPeer> bootstrap() {
        return bootstrap;
    }
}
