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

    private static final Identity NOBODY = new Identity("", Set.of(), Optional.empty(), Optional.empty());

    private Identity identity = NOBODY;
    private BooleanSupplier standing = () -> true;
    private boolean metOthers;

    void identified(Identity known, BooleanSupplier stillAllowed) {
        identity = known;
        standing = stillAllowed;
    }

    /** Who sent the request, and what it may do; without id and scopes if no token was needed. */
    public Identity identity() {
        return identity;
    }

    /** Id of the API token, key or operator; empty if none was needed. */
    public String tokenId() {
        return identity.id();
    }

    /** Scopes of the API token. */
    public Set<String> scopes() {
        return identity.scopes();
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
        if (identity.subjects().isPresent()) {
            metOthers = true;
            throw new ProblemException(
                    EdgeProblem.SUBJECT_NOT_ALLOWED, "Use an API token that is not limited to subjects.");
        }
    }

    /** Whether the token may act for a subject; for answers that hide what belongs to others instead of refusing. */
    public boolean mayActFor(String subject) {
        boolean may = identity.subjects().isEmpty() || identity.subjects().get().contains(subject);
        metOthers |= !may;
        return may;
    }

    /** Whether this request came to something of a subject that its token is not for. */
    boolean metOthers() {
        return metOthers;
    }
}
