// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Whoever sent the current request; known once the token was checked. */
@RequestScoped
public class Caller {

    private String tokenId = "";
    private Set<String> scopes = Set.of();
    private Optional<Set<String>> subjects = Optional.empty();
    private BooleanSupplier standing = () -> true;

    void identified(ApiToken token, BooleanSupplier stillAllowed) {
        standing = stillAllowed;
        tokenId = token.id();
        scopes = token.scopes();
        subjects = token.subjects();
    }

    /** Id of the API token; empty if none was needed. */
    public String tokenId() {
        return tokenId;
    }

    /** Scopes of the API token. */
    public Set<String> scopes() {
        return scopes;
    }

    /**
     * Tells at any later time, also when the request is over, whether the token is still known, not expired and has the scope
     * that this operation needed; for answers that go on for long.
     */
    public BooleanSupplier standing() {
        return standing;
    }

    /**
     * Checks that the token may act for a subject.
     *
     * @throws ProblemException {@code subject-not-allowed} if the token names other subjects
     */
    public void requireSubject(String subject) {
        if (!mayActFor(subject)) {
            throw new ProblemException(EdgeProblem.SUBJECT_NOT_ALLOWED, "Use an API token that is for this subject.");
        }
    }

    /**
     * Checks that the token may act for every subject; for what concerns them all.
     *
     * @throws ProblemException {@code subject-not-allowed} if the token names subjects
     */
    public void requireEverySubject() {
        if (subjects.isPresent()) {
            throw new ProblemException(
                    EdgeProblem.SUBJECT_NOT_ALLOWED, "Use an API token that is not limited to subjects.");
        }
    }

    /** Whether the token may act for a subject; for answers that hide what belongs to others instead of refusing. */
    public boolean mayActFor(String subject) {
        return subjects.isEmpty() || subjects.get().contains(subject);
    }
}
