// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The one user name and password that every request must present (RFC 7617). */
public final class BasicCredentials {

    private final byte[] expected;

    /**
     * @throws IllegalArgumentException if the user name holds a colon or one of both is empty
     */
    public BasicCredentials(String user, String password) {
        if (user.isEmpty() || password.isEmpty() || user.contains(":")) {
            throw new IllegalArgumentException("Give a user name without a colon, and a password that is not empty.");
        }
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.expected = ("Basic " + pair).getBytes(StandardCharsets.UTF_8);
    }

    /** Compares a value of {@code Authorization} in constant time; an absent one never matches. */
    boolean match(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
