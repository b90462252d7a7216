// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.Did;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where subjects are kept. Durable when a method returns; entries never expire. Safe for many threads and processes; every
 * method throws a RuntimeException when the store cannot be reached, and then nothing is promised about the write.
 */
public interface SubjectStore {

    /**
     * Adds a subject. Atomic: of two callers with the same id exactly one gets true. Until it returns true, the subject and
     * its DIDs cannot be found.
     *
     * @return false if there is a subject with this id already; nothing is changed then
     */
    @CheckReturnValue
    boolean add(Subject subject);

    /**
     * Changes a subject; its id and DIDs stay, their state may change. Atomic: of changes at the same time none is lost.
     *
     * @param change from what is stored to what is to be stored; may be called several times, the last call counts
     * @return the subject after it; empty if there is none with this id
     */
    @CheckReturnValue
    Optional<Subject> update(SubjectId id, UnaryOperator<Subject> change);

    /** The subject with this id. */
    Optional<Subject> find(SubjectId id);

    /** The subject that owns this DID. */
    Optional<Subject> findByDid(Did did);

    /** All subjects, sorted by id. */
    List<Subject> list();

    /** Ids of all subjects, sorted; for who goes through many without having all of them at once. One may have no subject yet. */
    List<SubjectId> ids();
}
