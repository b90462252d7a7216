// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.util.regex.Pattern;

/** A host name in lower case with at least two labels (RFC 1123), at most 253 characters; no address, no wildcard. */
public record HostName(String value) {

    private static final Pattern FORM =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MAX_LENGTH = 253;

    /** @throws IllegalArgumentException if the value has another form */
    public HostName {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("give a host name in lower case, such as c7f3k2.nuts.example.nl");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
