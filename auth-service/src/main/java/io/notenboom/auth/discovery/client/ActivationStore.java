// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import io.notenboom.auth.subject.SubjectId;
import java.util.List;
import java.util.Optional;

/**
 * Where activations are kept. Durable when a method returns; entries never expire. Safe for many threads and processes; throws
 * a RuntimeException when the store cannot be reached.
 */
public interface ActivationStore {

    /** Keeps an activation, in place of that of the same service and subject. */
    void put(Activation activation);

    /** The activation of a subject at a service. */
    Optional<Activation> find(String service, SubjectId subject);

    /** Forgets an activation. */
    void remove(String service, SubjectId subject);

    /** All activations, in no particular order. */
    List<Activation> list();
}
