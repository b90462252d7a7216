// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import io.notenboom.registry.event.NotUnderstood;
import io.notenboom.registry.event.RegistryEvent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Tag of a meter for the type of an event. Whoever issues an event chooses its type, so those that are not known share one. */
final class EventTypeTag {

    private static final String OTHER = "other";
    private static final Set<String> KNOWN = Arrays.stream(RegistryEvent.class.getPermittedSubclasses())
            .filter(type -> type != NotUnderstood.class)
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());

    private EventTypeTag() {}

    static String of(RegistryEvent event) {
        return event instanceof NotUnderstood ? OTHER : of(event.type());
    }

    static String of(String type) {
        return KNOWN.contains(type) ? type : OTHER;
    }
}
