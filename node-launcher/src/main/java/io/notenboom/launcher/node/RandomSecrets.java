// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.trust.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes the secrets of a node: 256 bits from the system's secure random generator, in base64url. */
public final class RandomSecrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecrets() {}

    /** An API token: {@code nbt_} and 43 characters. */
    public static Secret apiToken() {
        return Secret.of("nbt_" + text());
    }

    /** A password or passphrase of 43 characters. */
    public static Secret password() {
        return Secret.of(text());
    }

    private static String text() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
