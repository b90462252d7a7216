// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * An organisation that was found.
 *
 * @param organisation its OID
 * @param vendor OID of the vendor
 * @param label what it is called and where it is
 * @param score how well it fits; only comparable between hits of one query
 * @param matched how words of the query were found, best first
 * @param highlight its name as HTML text with the words that were found in {@code <em>}
 */
public record SearchHit(
        String organisation,
        String vendor,
        OrganisationDocument.Label label,
        double score,
        Set<MatchKind> matched,
        String highlight) {

    /** Copies the set. */
    public SearchHit {
        matched = matched.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(matched));
    }
}
