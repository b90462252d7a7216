// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

/** A kind of problem; each service has an enum of its own. The slug is part of the API: never changed, never re-used. */
public interface ProblemType {

    /** Lower-case words with hyphens, the last part of {@code urn:notenboom:problem:<slug>}. */
    String slug();

    /** HTTP status. */
    int status();

    /** What it is, in a few words; the same for every occurrence. */
    String title();
}
