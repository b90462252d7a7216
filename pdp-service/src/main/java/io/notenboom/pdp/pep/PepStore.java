// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.util.List;

/** Where registrations are kept; every method throws a {@link RuntimeException} when the store cannot be reached. */
public interface PepStore {

    /** Stores or replaces a registration; durable when this returns. */
    void put(PepRegistration registration);

    /** Removes one; removing an unknown one changes nothing. */
    void remove(String id);

    /** All registrations. */
    List<PepRegistration> all();
}
