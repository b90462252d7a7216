// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import io.notenboom.kit.outbound.AddressRules;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the other end of the connection, or, when that is a reverse proxy that the operator lists, the
 * last address of {@code X-Forwarded-For} that is none of these. Of IPv6 the network of 64 bits counts, which is what one
 * subscriber has.
 */
public final class RequestSources {

    private static final int NETWORK_BYTES = 8;
    private static final int MAX_HOPS = 16;

    /** The network of ::1; nothing else of it is used. */
    private static final String LOOPBACK_NETWORK = "0".repeat(2 * NETWORK_BYTES);

    private final AddressRules proxies;

    /** @param proxies lists reverse proxies */
    public RequestSources(AddressRules proxies) {
        this.proxies = proxies;
    }

    /** The source of a request. */
    public String of(HttpServerRequest request) {
        return of(request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }

    /**
     * The source.
     *
     * @param connection address of the other end of the connection, as a literal
     * @param forwarded values of {@code X-Forwarded-For}, in order
     */
    String of(String connection, List<String> forwarded) {
        List<String> hops = forwarded.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
        @Nullable InetAddress source = literal(connection).orElse(null);
        for (int index = hops.size() - 1; index >= Math.max(0, hops.size() - MAX_HOPS); index--) {
            if (source == null || !proxies.listed(source)) {
                break;
            }
            Optional<InetAddress> before = literal(hops.get(index));
            if (before.isEmpty()) {
                break;
            }
            source = before.get();
        }
        return source == null ? "unknown" : network(source);
    }

    /** Whether a source is this machine. */
    static boolean isLoopback(String source) {
        return source.startsWith("7f") || source.equals(LOOPBACK_NETWORK);
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
