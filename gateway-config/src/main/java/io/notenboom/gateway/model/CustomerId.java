// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** Opaque id of a customer: a lower-case letter and five lower-case letters or digits. */
public record CustomerId(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{5}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CustomerId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "give a customer id: a lower-case letter and five lower-case letters or digits");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
