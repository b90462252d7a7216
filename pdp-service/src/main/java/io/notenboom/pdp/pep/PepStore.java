// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where registrations are kept; every method throws a {@link RuntimeException} when the store cannot be reached. */
public interface PepStore {

    /**
     * Changes what is stored under an id; nobody else's change comes between reading and writing. Durable when this returns.
     *
     * @param step from what is stored to what is to be stored, empty for nothing; may be called several times, and may throw,
     *     which changes nothing
     */
    void change(String id, UnaryOperator<Optional<PepRegistration>> step);

    /** All registrations. */
    List<PepRegistration> all();
}
