// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.util.Locale;

/** How a word of the query was found, best first. */
public enum MatchKind {
    /** As the whole word. */
    EXACT,
    /** As the beginning of a word. */
    PREFIX,
    /** As a word that is spelled a little differently. */
    FUZZY,
    /** As a word that sounds the same (Cologne phonetics). */
    PHONETIC,
    /** Within a word. */
    INFIX;

    /** The name in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
