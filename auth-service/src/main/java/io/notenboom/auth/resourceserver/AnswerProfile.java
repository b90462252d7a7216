// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a resource server is told about an active token. */
public enum AnswerProfile {
    /** Fields of the presentation definition as claims of the answer. */
    CLAIMS,
    /** Claims by whom they are about, each with its issuer and validity, in assertions and client_assertions. */
    ASSERTIONS;

    /** The name in requests. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile with this name, if there is one. */
    public static Optional<AnswerProfile> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(profile -> profile.wireName().equals(wireName))
                .findFirst();
    }
}
