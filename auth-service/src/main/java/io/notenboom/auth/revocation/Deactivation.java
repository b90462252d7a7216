// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.revocation;

import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import java.util.Optional;

/** Ends a subject: its DIDs first, so that it gets and gives no more, then the tokens that it gave and got at this node. */
public final class Deactivation {

    private final Subjects subjects;
    private final Revocations revocations;

    /** Ends these subjects and their tokens. */
    public Deactivation(Subjects subjects, Revocations revocations) {
        this.subjects = subjects;
        this.revocations = revocations;
    }

    /**
     * Deactivates a subject. May be repeated, also after it failed halfway.
     *
     * @return the subject after it; empty if there is none of this name
     */
    public Optional<Subject> deactivate(SubjectId id) {
        Optional<Subject> deactivated = subjects.deactivate(id);
        if (deactivated.isPresent()) {
            int unusedGiven = revocations.revokeSubject(id);
            for (OwnDid own : deactivated.get().dids()) {
                int unusedGot = revocations.revokeHolder(own.did());
            }
        }
        return deactivated;
    }
}
