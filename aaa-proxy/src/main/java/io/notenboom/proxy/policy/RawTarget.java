// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.policy;

import java.util.Optional;

/**
 * The request target of RFC 9112 in origin form, exactly as received: starts with a slash, printable ASCII only. It is passed on
 * unchanged; nothing is ever decoded or repaired.
 */
public final class RawTarget {

    /** The shortest target. */
    public static final RawTarget ROOT = new RawTarget("/");

    private final String text;

    private RawTarget(String text) {
        this.text = text;
    }

    /** The target, or empty when it has another form or other characters. */
    public static Optional<RawTarget> of(String received) {
        boolean valid =
                received.startsWith("/") && received.chars().allMatch(character -> character > ' ' && character < 127);
        return valid ? Optional.of(new RawTarget(received)) : Optional.empty();
    }

    /** Whether it lies below a base path, byte for byte. */
    public boolean isBelow(String basePath) {
        return text.startsWith(basePath + "/");
    }

    /** What comes before the first question mark; for logs, since a query could hold personal data. */
    public String path() {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    /** The target itself. */
    @Override
    public String toString() {
        return text;
    }
}
