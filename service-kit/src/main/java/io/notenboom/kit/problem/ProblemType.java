// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

/**
 * A kind of problem; each service has an enum of its own that holds a {@link ProblemKind} for each constant. The slug is part of
 * the API: never changed, never re-used.
 */
public interface ProblemType {

    /** Slug, status and title. */
    ProblemKind kind();

    /** Last part of {@code urn:notenboom:problem:<slug>}. */
    default String slug() {
        return kind().slug();
    }

    /** HTTP status. */
    default int status() {
        return kind().status();
    }

    /** What it is, in a few words; the same for every occurrence. */
    default String title() {
        return kind().title();
    }
}
