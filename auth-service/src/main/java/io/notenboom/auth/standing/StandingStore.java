// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.standing;

import java.util.List;
import java.util.Optional;

/**
 * What is known of registrations, shared by all replicas. A copy of what the registry has: it may get lost, and is built again
 * from the registry's first event then. Every method throws a RuntimeException when the store cannot be reached.
 */
public interface StandingStore {

    /** How far the registry was read; empty when it was not. */
    Optional<Cursor> cursor();

    /** Notes how far the registry was read. */
    void put(Cursor cursor);

    /** Stores or replaces what is known of an endpoint at an issuer; atomic. */
    void put(IssuerRegistration registration);

    /** All registrations. */
    List<IssuerRegistration> all();

    /** The registrations at a host, as {@link IssuerRegistration#authority()} names it. */
    List<IssuerRegistration> atHost(String authority);

    /**
     * A place in the registry's order.
     *
     * @param next position of the first event not read
     * @param last id of the event before it
     */
    record Cursor(long next, String last) {}
}
