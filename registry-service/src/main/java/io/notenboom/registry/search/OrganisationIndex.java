// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index of organisations; a cache that can be built again at any time. Searches come from many threads; changes from one at
 * a time, as do builds. Failures of its files are {@link IndexFailureException}: the index is built again then.
 *
 * <p>The order of hits depends on query and document only, not on what else is in the index. So a cursor goes on where its
 * page ended, whatever changed in between: what did not change is neither skipped nor shown twice.
 */
public interface OrganisationIndex extends AutoCloseable {

    /**
     * Up to where the index that was found when this was opened is complete. Empty if there was none, or one that is damaged
     * or of another version; it has to be built then.
     */
    Optional<IndexStamp> found();

    /**
     * Replaces all documents of each of these organisations. Every search that begins after it returned finds them.
     *
     * @param documents by OID of the organisation; an empty list takes the organisation out
     */
    void replace(Map<String, List<OrganisationDocument>> documents);

    /** Makes everything that was replaced survive a restart. */
    void commit(IndexStamp stamp);

    /**
     * Finds documents.
     *
     * @param now the moment that counts when the query names none
     * @throws InvalidCursorException if the cursor is not one that an earlier page of the same query gave
     */
    SearchPage search(SearchQuery query, Instant now);

    /** Begins a new index beside the one that answers. */
    Build build();

    /** Number of documents that are found. */
    long documents();

    /** Size of its files in bytes. */
    long bytes();

    /** Gives back memory and files. */
    @Override
    void close();

    /** An index that is being built. Not safe for many threads. */
    interface Build extends AutoCloseable {

        /** Adds documents of organisations that it does not have yet. */
        void add(List<OrganisationDocument> documents);

        /**
         * Puts together what was added, which takes a good part of the time of a build; nothing can be added then. What comes
         * next does it if it was not done.
         */
        void combine();

        /** As {@link OrganisationIndex#replace}, but found by nobody yet. */
        void replace(Map<String, List<OrganisationDocument>> documents);

        /** Makes it durable, then the one that answers, and drops the old one. */
        void finish(IndexStamp stamp);

        /** Drops it, unless it was finished. */
        @Override
        void close();
    }
}
