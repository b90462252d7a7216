// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.util.regex.Pattern;

/** Name of a registry network, such as {@code production}: a letter and at most 31 letters, digits and hyphens, lower case. */
public record NetworkName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** @throws IllegalArgumentException if the value has another form */
    public NetworkName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("give the name of a network, such as production");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
