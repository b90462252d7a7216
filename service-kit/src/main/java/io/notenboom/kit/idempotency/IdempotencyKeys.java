// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * What became of the requests with a key. Kept for a day; shared by all replicas of a service. Safe for many threads. All
 * methods throw {@link RuntimeException} when the keys cannot be reached; nothing is known to have changed then.
 */
interface IdempotencyKeys {

    /**
     * Takes a key for a request.
     *
     * @param key hash of caller and key
     * @param request hash of the request
     */
    @CheckReturnValue
    Standing take(String key, String request);

    /** Keeps the answer, and ends the taking. */
    void answered(String key, Standing.Taken taken, KeptAnswer answer);

    /** Ends the taking without an answer: the request may be tried again. */
    void abandoned(String key, Standing.Taken taken);

    /** What is known about a key. */
    sealed interface Standing {

        /**
         * The caller of {@link #take} is to carry the request out, and nobody else does for two minutes.
         *
         * @param request hash of the request
         * @param operation the same for each try of this request
         * @param owner who took it
         */
        record Taken(String request, String operation, String owner) implements Standing {}

        /** It was carried out. */
        record Answered(KeptAnswer answer) implements Standing {}

        /** It is under way. */
        record UnderWay() implements Standing {}

        /** The key belongs to another request. */
        record OtherRequest() implements Standing {}
    }
}
