// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody wants an API token for.
 *
 * @param name what its owner calls it, 1 to 64 visible characters and spaces
 * @param scopes what it may do, at least one
 * @param subjects for which subjects only, at least one; empty for all
 * @param days how long it is good, 1 to {@value #MAX_DAYS}
 */
public record TokenRequest(String name, Set<String> scopes, Optional<Set<String>> subjects, int days) {

    /** Days that a token is good when nothing is said. */
    public static final int DEFAULT_DAYS = 30;

    /** Days that a token is good at most. */
    public static final int MAX_DAYS = 90;

    private static final int MAX_NAME = 64;
    private static final int MAX_SUBJECTS = 100;
    private static final int MAX_SUBJECT = 255;

    /** @throws ProblemException {@code invalid-request} that says what is wrong */
    public TokenRequest {
        scopes = Set.copyOf(scopes);
        subjects = subjects.map(Set::copyOf);
        check(isText(name, MAX_NAME), "name has 1 to " + MAX_NAME + " characters, none of them a control character");
        check(
                !scopes.isEmpty() && Scopes.GRANTABLE.containsAll(scopes),
                "scopes names at least one of " + String.join(", ", new TreeSet<>(Scopes.GRANTABLE)));
        check(
                subjects.isEmpty()
                        || (!subjects.get().isEmpty()
                                && subjects.get().size() <= MAX_SUBJECTS
                                && subjects.get().stream().allMatch(subject -> isText(subject, MAX_SUBJECT))),
                "subjects names 1 to " + MAX_SUBJECTS + " subjects; leave it out for all of them");
        check(isDays(days), "days is a number from 1 to " + MAX_DAYS);
    }

    static boolean isDays(int days) {
        return days >= 1 && days <= MAX_DAYS;
    }

    private static boolean isText(String text, int most) {
        return !text.isBlank() && text.length() <= most && text.chars().noneMatch(Character::isISOControl);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new ProblemException(EdgeProblem.INVALID_REQUEST, rule + ".");
        }
    }
}
