// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A choice that documents name in lower case, with hyphens between words. */
public interface WireName {

    /** Name of the constant in Java. */
    String name();

    /** Name in documents, configuration and answers. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The choice of this name.
     *
     * @throws IllegalArgumentException if there is none; the message tells which there are
     */
    static <E extends Enum<E> & WireName> E parse(Class<E> choices, String wireName) {
        return Arrays.stream(choices.getEnumConstants())
                .filter(choice -> choice.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("give one of "
                        + Arrays.stream(choices.getEnumConstants())
                                .map(WireName::wireName)
                                .collect(Collectors.joining(", "))));
    }
}
