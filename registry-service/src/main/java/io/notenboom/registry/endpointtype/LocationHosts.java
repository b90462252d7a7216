// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.endpointtype;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which hosts the locations of an endpoint type may have. Judged by the name alone; nothing is resolved. */
public enum LocationHosts {
    /** Names in the public DNS: with a dot, no address, and not reserved (RFC 2606, RFC 6761, RFC 6762, RFC 8375). */
    PUBLIC("public"),
    /** Any host, as in development. */
    ANY("any");

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|0x[0-9a-f.x]+|.*:.*");
    private static final List<String> RESERVED = List.of(
            "localhost", "localdomain", "local", "internal", "test", "example", "invalid", "onion", "home.arpa", "lan");

    private final String wireName;

    LocationHosts(String wireName) {
        this.wireName = wireName;
    }

    /** The stable name. */
    public String wireName() {
        return wireName;
    }

    /** The value with this name. */
    public static Optional<LocationHosts> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(value -> value.wireName.equals(wireName))
                .findFirst();
    }

    /** Whether a location may have this host. */
    public boolean allow(String host) {
        return switch (this) {
            case ANY -> true;
            case PUBLIC -> isPublicName(host.toLowerCase(Locale.ROOT));
        };
    }

    private static boolean isPublicName(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.contains(".")
                && !ADDRESS.matcher(name).matches()
                && RESERVED.stream().noneMatch(reserved -> name.equals(reserved) || name.endsWith("." + reserved));
    }
}
