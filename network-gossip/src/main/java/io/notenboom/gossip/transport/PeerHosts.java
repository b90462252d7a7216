// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.reconcile.Input;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which hosts may be called, so that a registered address cannot lead a node into its own network: no IP literals and no
 * reserved names (RFC 2606, RFC 6761), and no host with a loopback, private, link-local or other special address, unless
 * that address is allowed by configuration. A bootstrap peer may have any name, since the operator chose it.
 */
public final class PeerHosts {

    private static final Pattern IP_LITERAL = Pattern.compile("[0-9.]+|.*:.*");
    private static final List<String> RESERVED =
            List.of("localhost", "local", "internal", "test", "example", "invalid", "onion", "home.arpa");

    /** 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 198.51.100.0/24 and 203.0.113.0/24. */
    private static final List<String> SPECIAL_24 = List.of("c00000", "c00002", "c05863", "c63364", "cb0071");

    /** 2001::/23 (Teredo and other protocols), 2001:db8::/32, 2002::/16 (6to4) and 3fff::/20. */
    private static final List<String> SPECIAL_6 = List.of("200100", "200101", "20010db8", "2002", "3fff0");

    private final Predicate<InetAddress> allowed;

    /** @param allowed addresses that may be called although they are special */
    public PeerHosts(Predicate<InetAddress> allowed) {
        this.allowed = allowed;
    }

    /**
     * Checks a peer before it is called. The connection that follows resolves the name again; that it is the right host is
     * then proved by its certificate.
     *
     * @throws PeerFailureException if it may not be called or has no address
     */
    public void requireAllowed(KnownPeer peer) {
        String host = peer.address().host().toLowerCase(Locale.ROOT);
        List<InetAddress> addresses = resolve(host);
        boolean byConfiguration = addresses.stream().allMatch(allowed);
        boolean nameFits = peer.bootstrap()
                || (!IP_LITERAL.matcher(host).matches()
                        && RESERVED.stream().noneMatch(name -> host.equals(name) || host.endsWith("." + name)));
        if (!byConfiguration && (!nameFits || !addresses.stream().allMatch(a -> isPublic(a) || allowed.test(a)))) {
            throw new PeerFailureException(
                    Input.Failure.UNREACHABLE, "the host of a peer has a reserved name or a private address");
        }
    }

    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new PeerFailureException(Input.Failure.UNREACHABLE, "the host of a peer has no address");
        }
    }

    /** Outside the special-purpose blocks of RFC 6890 and its registries; of IPv6 only global unicast is public at all. */
    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        String start = HexFormat.of().formatHex(bytes, 0, 4);
        if (bytes.length == 4) {
            int first = bytes[0] & 0xff;
            int second = bytes[1] & 0xff;
            return first != 0
                    && first < 224
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 198 && (second == 18 || second == 19))
                    && SPECIAL_24.stream().noneMatch(start::startsWith)
                    && !address.isLoopbackAddress()
                    && !address.isLinkLocalAddress()
                    && !address.isSiteLocalAddress();
        }
        return (start.startsWith("2") || start.startsWith("3"))
                && SPECIAL_6.stream().noneMatch(start::startsWith);
    }
}
