// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets a limited number of token requests in at one time, and turns the rest away at once instead of queueing them. */
public final class TokenAdmission {

    private final Semaphore places;

    /** @param places most requests at one time, at least 1 */
    public TokenAdmission(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("notenboom.auth.token.max-concurrent must be at least 1");
        }
        this.places = new Semaphore(places);
    }

    /** Does the work, or answers with nothing when all places are taken. */
    @CheckReturnValue
    public <T> Optional<T> admit(Supplier<T> work) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            places.release();
        }
    }
}
