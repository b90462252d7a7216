// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import org.jspecify.annotations.Nullable;

/** Checks that a field is there: the reader passes null for a field that the document lacks. */
final class Required {

    private Required() {}

    static <T> T field(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("the field \"" + name + "\" is missing");
        }
        return value;
    }
}
