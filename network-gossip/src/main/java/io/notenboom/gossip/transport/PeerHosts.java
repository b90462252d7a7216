// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.reconcile.Input;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean special = bytes.length == 4
                ? first == 0 || first >= 240 || (first == 100 && second >= 64 && second < 128)
                : (first & 0xfe) == 0xfc;
        return !special
                && !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress();
    }
}
