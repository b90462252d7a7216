// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model.address;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** An IP address to listen on; IPv6 in square brackets. */
public record ListenAddress(String text) {

    private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9a-f:]{2,39}]");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ListenAddress {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("give an IP address, such as 0.0.0.0 or [::]");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
