// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** The id under which an enforcement point is registered at the PDP: 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public record PepId(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PepId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("give the id of the PEP at the PDP: 1 to 64 letters, digits, - and _");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
