// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits.
 *
 * @param hits best first; equally good ones by name
 * @param next cursor of the next page; null if this is the last
 */
public record SearchPage(List<SearchHit> hits, @Nullable String next) {

    /** Copies the list. */
    public SearchPage {
        hits = List.copyOf(hits);
    }
}
