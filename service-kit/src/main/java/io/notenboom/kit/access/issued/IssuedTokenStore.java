// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where the API tokens of a node are kept, shared by all its services and surviving their restarts. What a method has changed
 * is durable as far as the store is when it returns. Every method throws a {@link RuntimeException} when the store does not
 * answer; a change may then have happened or not. Safe for many threads and processes.
 */
@CheckReturnValue
public interface IssuedTokenStore {

    /** A text that is another one after each change, never one that it was before; empty as long as there was no change. */
    String version();

    /** All tokens, in no order, those that have ended included. */
    List<IssuedToken> all();

    /**
     * Adds a token.
     *
     * @param most how many tokens there may be
     * @return false, without any change, if there are as many already
     */
    boolean add(IssuedToken token, int most);

    /** Changes a token in one step; {@code change} may be called several times. Empty if there is none with this id. */
    Optional<IssuedToken> update(String id, UnaryOperator<IssuedToken> change);

    /** Takes a token out, with what is known of its use; false if there is none with this id. */
    boolean remove(String id);

    /** Keeps when a token was used. */
    void used(String id, Instant at);

    /** When tokens were used last, by id. */
    Map<String, Instant> lastUses();

    /** Keeps the hash of a bootstrap token for some time; false, without any change, if there is one already. */
    boolean offerBootstrap(String sha256, Duration life);

    /** Whether this is the hash of the bootstrap token that is good now. */
    boolean isBootstrap(String sha256);

    /** Uses up the bootstrap token with this hash; of several callers one gets true. */
    boolean takeBootstrap(String sha256);
}
