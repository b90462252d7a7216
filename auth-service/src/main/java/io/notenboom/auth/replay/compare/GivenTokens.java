// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that recorded nodes gave, with the requests that they were given for. */
public final class GivenTokens {

    private final Map<String, Given> tokens = new HashMap<>();

    /** Remembers a token. */
    void add(String token, Given given) {
        tokens.put(token, given);
    }

    /** The request that a token was given for; empty if the recording has none. */
    Optional<Given> find(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    /**
     * Why a token is known.
     *
     * @param request the token request
     * @param refusedHere name of the difference for which ours gave none; null if ours gave one
     */
    record Given(ReplayedExchange request, @Nullable String refusedHere) {}
}
