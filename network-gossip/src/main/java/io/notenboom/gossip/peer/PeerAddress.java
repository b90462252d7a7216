// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Where the peer listener of a node is.
 *
 * @param value {@code https://host:port}, host in lower case, nothing after it
 */
public record PeerAddress(String value) implements Comparable<PeerAddress> {

    private static final int MAX_LENGTH = 300;

    /** @throws IllegalArgumentException if it has another form */
    public PeerAddress {
        Objects.requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH || !value.equals(canonical(value))) {
            throw new IllegalArgumentException("the address of a peer is https://host:port");
        }
    }

    private static String canonical(String value) {
        URI uri = URI.create(value);
        String host = uri.getHost();
        return host == null || uri.getPort() <= 0 || uri.getPort() > 65_535
                ? ""
                : "https://" + host.toLowerCase(Locale.ROOT) + ":" + uri.getPort();
    }

    /** Reads an address; a slash at the end is left out and letters of the host are made small. */
    public static PeerAddress parse(String text) {
        String trimmed = text.strip();
        String plain = trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        return new PeerAddress(plain.toLowerCase(Locale.ROOT));
    }

    /** The host. */
    public String host() {
        return URI.create(value).getHost();
    }

    /** The port. */
    public int port() {
        return URI.create(value).getPort();
    }

    @Override
    public int compareTo(PeerAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
