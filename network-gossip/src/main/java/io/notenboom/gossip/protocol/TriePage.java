// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node of the heads trie under a fixed root, found by its prefix: lower-case hexadecimal digits of SHA-256(sid). */
public sealed interface TriePage {

    /** Stands for the empty prefix in a path, where a segment cannot be empty. */
    String ROOT_SEGMENT = "root";

    /** The digits that all streams below share; empty for the root. */
    String prefix();

    /**
     * More than 16 streams.
     *
     * @param prefix the prefix
     * @param children hashes of the children that are there, by next digit 0 to 15
     */
    record Branch(String prefix, Map<Integer, Digest> children) implements TriePage {

        /** @throws IllegalArgumentException if a digit or the prefix is out of range */
        public Branch {
            requirePrefix(prefix);
            children = Collections.unmodifiableMap(new TreeMap<>(children));
            if (children.isEmpty() || children.keySet().stream().anyMatch(digit -> digit < 0 || digit > 15)) {
                throw new IllegalArgumentException("a branch has 1 to 16 children");
            }
        }

        /** Hash of the child with this next digit; null if there is none. */
        public @Nullable Digest child(int digit) {
            return children.get(digit);
        }
    }

    /**
     * At most 16 streams, possibly none.
     *
     * @param prefix the prefix
     * @param entries the streams, by SHA-256(sid)
     */
    record Leaf(String prefix, List<StreamEntry> entries) implements TriePage {

        /** @throws IllegalArgumentException if there are too many entries */
        public Leaf {
            requirePrefix(prefix);
            entries = List.copyOf(entries);
            if (entries.size() > GossipLimits.MAX_LEAF_ENTRIES) {
                throw new IllegalArgumentException("too many entries in a leaf");
            }
        }
    }

    /** Whether a text is a prefix: at most 64 lower-case hexadecimal digits. */
    static boolean isPrefix(String text) {
        return text.length() <= GossipLimits.MAX_PREFIX
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Prefixes as a segment of a path, with commas between; {@value #ROOT_SEGMENT} stands for the empty one. */
    static String pathOf(List<String> prefixes) {
        return prefixes.stream()
                .map(prefix -> prefix.isEmpty() ? ROOT_SEGMENT : prefix)
                .collect(Collectors.joining(","));
    }

    /**
     * The prefixes that a segment of a path stands for.
     *
     * @throws IllegalArgumentException if one is none, or there are more than {@link GossipLimits#MAX_TRIE_PAGES}
     */
    static List<String> ofPath(String segment) {
        List<String> parts = List.of(segment.split(",", GossipLimits.MAX_TRIE_PAGES + 1));
        if (parts.size() > GossipLimits.MAX_TRIE_PAGES || parts.contains("")) {
            throw new IllegalArgumentException("too many prefixes, or an empty one");
        }
        parts.stream().filter(part -> !part.equals(ROOT_SEGMENT)).forEach(TriePage::requirePrefix);
        return parts.stream().map(part -> part.equals(ROOT_SEGMENT) ? "" : part).toList();
    }

    private static void requirePrefix(String prefix) {
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException("a prefix has at most 64 lower-case hexadecimal digits");
        }
    }
}
