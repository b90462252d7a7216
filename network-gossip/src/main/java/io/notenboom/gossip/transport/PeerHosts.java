// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which hosts may be called, so that a registered address cannot lead a node into its own network: names with a domain, no
 * IP literals and no reserved names (RFC 2606, RFC 6761, RFC 8375), and of a name every address has to be permitted. This
 * holds for bootstrap peers too, since a node identity certificate has a dNSName anyway.
 */
public final class PeerHosts {

    private static final Pattern DOMAIN_NAME =
            Pattern.compile("(?!-)[a-z0-9-]{1,63}(\\.(?!-)[a-z0-9-]{1,63})*\\.[a-z][a-z0-9-]{1,62}");
    private static final List<String> RESERVED = List.of(
            "localhost",
            "local",
            "internal",
            "test",
            "example",
            "example.com",
            "example.net",
            "example.org",
            "invalid",
            "onion",
            "alt",
            "arpa");

    private final Predicate<InetAddress> permitted;
    private final boolean anyName;

    private PeerHosts(Predicate<InetAddress> permitted, boolean anyName) {
        this.permitted = permitted;
        this.anyName = anyName;
    }

    /**
     * The rules for real data.
     *
     * @param permitted addresses that may be called: public ones, and those that the operator listed
     */
    public static PeerHosts strict(Predicate<InetAddress> permitted) {
        return new PeerHosts(permitted, false);
    }

    /** As {@link #strict}, and with any name, such as {@code localhost}; for development mode only. */
    public static PeerHosts development(Predicate<InetAddress> permitted) {
        return new PeerHosts(permitted, true);
    }

    /**
     * Checks a peer before it is called. The connection that follows resolves the name again, within the seconds that the
     * platform keeps an answer; that it is the right host is then proved by its certificate, before anything is sent.
     *
     * @throws PeerFailureException if it may not be called or has no address
     */
    public void requireAllowed(KnownPeer peer) {
        String host = peer.address().host().toLowerCase(Locale.ROOT);
        if (!anyName && !isUnreservedName(host)) {
            throw new PeerFailureException(
                    PeerFailure.UNREACHABLE, "the host of a peer is an address or a reserved name");
        }
        if (!Arrays.stream(resolve(host)).allMatch(permitted)) {
            throw new PeerFailureException(
                    PeerFailure.UNREACHABLE,
                    "the host of a peer has an address that is not public and not in notenboom.outbound.allow");
        }
    }

    private static boolean isUnreservedName(String host) {
        return DOMAIN_NAME.matcher(host).matches()
                && RESERVED.stream().noneMatch(name -> ("." + host).endsWith("." + name));
    }

    private static InetAddress[] resolve(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new PeerFailureException(PeerFailure.UNREACHABLE, "the host of a peer has no address");
        }
    }
}
