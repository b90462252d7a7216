// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Registrations in memory. */
public final class InMemoryPepStore implements PepStore {

    private final Map<String, PepRegistration> registrations = new LinkedHashMap<>();

    @Override
    public synchronized void change(String id, UnaryOperator<Optional<PepRegistration>> step) {
        step.apply(Optional.ofNullable(registrations.get(id)))
                .ifPresentOrElse(next -> registrations.put(id, next), () -> registrations.remove(id));
    }

    @Override
    public synchronized List<PepRegistration> all() {
        return List.copyOf(registrations.values());
    }
}
