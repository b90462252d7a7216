// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.trust.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Makes access tokens: 256 random bits in base64url, 43 characters. */
public final class RandomTokens implements Supplier<Secret> {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    @Override
    public Secret get() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
