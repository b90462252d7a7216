// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which paths a service serves on which listener; each service provides one bean of this type.
 *
 * @param prefixes path prefixes by listener, each starting with a slash and not ending in one; {@code /a} stands for
 *     {@code /a} and everything below {@code /a/}
 */
public record ListenerPaths(Map<Listener, List<String>> prefixes) {

    public ListenerPaths {
        prefixes = prefixes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** Whether a raw path is served on a listener. */
    public boolean serves(Listener listener, String rawPath) {
        return prefixes.getOrDefault(listener, List.of()).stream()
                .anyMatch(prefix -> rawPath.equals(prefix) || rawPath.startsWith(prefix + "/"));
    }
}
