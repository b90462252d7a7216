// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Entries of a service's list after some timestamp.
 *
 * @param seed changes when the server lost its list, and all copies start again; empty while the list never had an entry
 * @param timestamp where to go on: all entries up to here are in this page or were before it
 * @param entries presentations by timestamp
 */
public record EntryPage(String seed, long timestamp, SortedMap<Long, String> entries) {

    /** Copies the map. */
    public EntryPage {
        Objects.requireNonNull(seed, "seed");
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Of a list that never had an entry. */
    public static EntryPage empty() {
        return new EntryPage("", 0, new TreeMap<>());
    }

    /** Tells the numbers only: presentations may hold personal data. */
    @Override
    public String toString() {
        return "EntryPage[seed=" + seed + ", timestamp=" + timestamp + ", entries=" + entries.size() + "]";
    }
}
