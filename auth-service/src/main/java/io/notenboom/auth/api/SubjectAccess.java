// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.access.Caller;
import io.notenboom.trust.did.Did;
import jakarta.inject.Singleton;

/** Applies the subjects of an API token where a request names a DID instead of a subject. */
@Singleton
public class SubjectAccess {

    private final Subjects subjects;
    private final Caller caller;

    /** Looks owners up here. */
    public SubjectAccess(Subjects subjects, Caller caller) {
        this.subjects = subjects;
        this.caller = caller;
    }

    /**
     * Checks that the caller may act for the subject that owns this DID, active or not. A DID of nobody here passes: there is
     * no key for it, and the operation itself refuses it.
     *
     * @throws io.notenboom.kit.problem.ProblemException {@code subject-not-allowed} if the API token is for other subjects
     */
    public void requireOwnerOf(Did did) {
        subjects.ownerOf(did)
                .ifPresent(owner -> caller.requireSubject(owner.id().value()));
    }
}
