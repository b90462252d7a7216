// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.rotation.RotationTally;
import java.util.List;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Goes round all subjects, again and again, a part of them at each look; they are read one by one, so that many of them take no
 * more memory than a few. A subject with which something is wrong keeps no other from its turn. Safe for many threads.
 */
final class SubjectRounds {

    /** Subjects that may fail in one look; after that it ends, because the matter is hardly theirs. */
    static final int MOST_FAILURES = 10;

    private static final Logger LOG = Logger.getLogger(SubjectRounds.class);

    private final Subjects subjects;
    private final int perLook;
    private String last = "";
    private RotationTally round = new RotationTally();
    private RotationTally whole = new RotationTally();

    /** @param perLook how many subjects one look goes through; with more of them the next look goes on */
    SubjectRounds(Subjects subjects, int perLook) {
        this.subjects = subjects;
        this.perLook = perLook;
    }

    /**
     * Does the work for the subjects whose turn it is.
     *
     * @return what was found in the last round that came to its end, and what this look changed
     */
    synchronized RotationTally look(BiConsumer<Subject, RotationTally> work) {
        RotationTally part = new RotationTally();
        List<SubjectId> left = subjects.ids().stream()
                .filter(id -> id.value().compareTo(last) > 0)
                .toList();
        try {
            goThrough(left.subList(0, Math.min(perLook, left.size())), part, work);
        } finally {
            round.add(part);
        }
        if (left.size() <= perLook) {
            whole = round;
            round = new RotationTally();
            last = "";
        }
        return whole.withChanges(part.changes());
    }

    private void goThrough(List<SubjectId> turn, RotationTally part, BiConsumer<Subject, RotationTally> work) {
        int failures = 0;
        for (SubjectId id : turn) {
            last = id.value();
            try {
                subjects.find(id).ifPresent(subject -> work.accept(subject, part));
            } catch (RuntimeException failed) {
                failures++;
                LOG.warnf(failed, "the keys of subject %s are looked at again in the next round", id);
                if (failures == MOST_FAILURES) {
                    throw failed;
                }
            }
        }
    }
}
