// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

import org.jspecify.annotations.Nullable;

/** Values that a file may not leave out. */
final class Required {

    private Required() {}

    /**
     * Checks names and values in turn.
     *
     * @throws IllegalArgumentException naming the first that is missing
     */
    static void all(String path, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value == null || (value instanceof String text && text.isBlank())) {
                throw new IllegalArgumentException(path + namesAndValues[i] + " is missing");
            }
        }
    }
}
