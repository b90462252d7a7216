// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which paths a service serves on which listener; each service provides one bean of this type. A process that has several
 * services serves what any of them does.
 *
 * @param prefixes path prefixes by listener, each starting with a slash and not ending in one; {@code /a} stands for
 *     {@code /a} and everything below {@code /a/}
 */
public record ListenerPaths(Map<Listener, List<String>> prefixes) {

    public ListenerPaths {
        prefixes = prefixes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** What any of them serves. */
    public static ListenerPaths together(List<ListenerPaths> services) {
        return new ListenerPaths(Arrays.stream(Listener.values())
                .collect(Collectors.toMap(Function.identity(), listener -> services.stream()
                        .flatMap(service -> service.prefixes().getOrDefault(listener, List.of()).stream())
                        .toList())));
    }

    /** The same, with only these of the prefixes of the public listener. */
    ListenerPaths publicOnly(List<String> served) {
        Map<Listener, List<String>> fewer = new EnumMap<>(Listener.class);
        prefixes.forEach((listener, all) -> fewer.put(
                listener,
                listener == Listener.PUBLIC
                        ? all.stream().filter(served::contains).toList()
                        : all));
        return new ListenerPaths(fewer);
    }

    /**
     * Whether a raw path is served on a listener.
     *
     * @param rawPath as the client wrote it, before any decoding. A path whose segments a normalisation would change (dot
     *     segments, also encoded, empty segments, backslashes, control characters) is served nowhere, because what is
     *     compared here would not be what is routed later.
     */
    public boolean serves(Listener listener, String rawPath) {
        return RawPath.isPlain(rawPath) && covers(prefixes.getOrDefault(listener, List.of()), rawPath);
    }

    /** Whether at least one listener serves a path template such as {@code /registry/v1/events/{id}}. */
    public boolean servesAnywhere(String pathTemplate) {
        return prefixes.values().stream().anyMatch(list -> covers(list, pathTemplate));
    }

    private static boolean covers(List<String> prefixes, String path) {
        return prefixes.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
