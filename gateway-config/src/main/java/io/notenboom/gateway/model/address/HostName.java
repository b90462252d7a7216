// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model.address;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/** A host name in lower case (RFC 1123), at most 253 characters. */
public record HostName(String text) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MAX_LENGTH = 253;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HostName {
        if (text.length() > MAX_LENGTH || !labelsAreValid(text)) {
            throw new IllegalArgumentException("give a host name in lower case, such as zorg.example.nl");
        }
    }

    private static boolean labelsAreValid(String text) {
        for (String label : text.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
