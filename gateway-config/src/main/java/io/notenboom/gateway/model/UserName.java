// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A user name for HTTP Basic (RFC 7617): 1 to 128 printable ASCII characters without a colon. */
public record UserName(String text) {

    private static final int MAX_LENGTH = 128;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserName {
        if (text.isEmpty()
                || text.length() > MAX_LENGTH
                || !text.chars().allMatch(character -> character > ' ' && character < 127 && character != ':')) {
            throw new IllegalArgumentException("give a user name of printable ASCII characters without a colon");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
