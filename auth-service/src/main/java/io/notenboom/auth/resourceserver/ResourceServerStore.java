// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.SubjectId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where resource servers are kept, without expiry. Safe for many threads and processes; every method throws a RuntimeException
 * when the store cannot be reached.
 */
public interface ResourceServerStore {

    /**
     * Adds one.
     *
     * @return false if there is one of this id already, which is left as it is
     */
    @CheckReturnValue
    boolean add(ResourceServer server);

    /** The one with this id. */
    Optional<ResourceServer> find(SubjectId subject, String id);

    /**
     * Changes one; the change is made again when somebody else changed it meanwhile.
     *
     * @return as it is after it; empty if there is none of this id
     */
    Optional<ResourceServer> update(SubjectId subject, String id, UnaryOperator<ResourceServer> change);

    /**
     * Removes one.
     *
     * @return whether it was there
     */
    @CheckReturnValue
    boolean remove(SubjectId subject, String id);

    /** All of a subject, by id. */
    List<ResourceServer> of(SubjectId subject);
}
