// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

/** Finds care organisations by name. Safe for many threads. */
public interface OrganisationSearch {

    /**
     * Finds organisations that have a contract in force. Shows every event that was accepted a second before the call, as a
     * rule every one accepted before it.
     *
     * @throws InvalidCursorException if the cursor is not one that an earlier page of the same query gave
     * @throws SearchUnavailableException while the index is built for the first time, or after its files failed
     */
    SearchPage search(SearchQuery query);
}
