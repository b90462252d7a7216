// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import java.util.regex.Pattern;

/**
 * What all answers about one kind of problem have in common; itself a type, for problems whose slugs are not fixed in an enum.
 *
 * @param slug lower-case words with hyphens, the last part of {@code urn:notenboom:problem:<slug>}
 * @param status HTTP status, 400 to 599
 * @param title what it is, in a few words; the same for every occurrence
 */
public record ProblemKind(String slug, int status, String title) implements ProblemType {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LOWEST_STATUS = 400;
    private static final int HIGHEST_STATUS = 599;

    /** @throws IllegalArgumentException if this cannot stand in a problem answer */
    public ProblemKind {
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("a slug has lower-case words with hyphens: " + slug);
        }
        if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
            throw new IllegalArgumentException("a problem has a status from 400 to 599: " + slug + " " + status);
        }
    }

    @Override
    public ProblemKind kind() {
        return this;
    }
}
