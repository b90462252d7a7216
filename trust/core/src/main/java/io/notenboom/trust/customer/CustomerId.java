// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.customer;

import java.util.Optional;
import java.util.regex.Pattern;

/** Opaque, immutable id of a customer: a letter and five letters or digits, lower case. */
public record CustomerId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{5}");

    /** @throws IllegalArgumentException if the value has another form */
    public CustomerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a customer id is a lower-case letter and five lower-case letters or digits, e.g. c7f3k2");
        }
    }

    /** The id; empty if the value has another form. */
    public static Optional<CustomerId> tryParse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new CustomerId(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
