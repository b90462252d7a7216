// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

/** Finds care organisations by name. Safe for many threads. */
public interface OrganisationSearch {

    /**
     * Finds organisations that have a contract in force now. Shows every event that was accepted before the call.
     *
     * @throws IllegalArgumentException if the cursor is not one that an earlier page gave
     */
    SearchPage search(SearchQuery query);
}
