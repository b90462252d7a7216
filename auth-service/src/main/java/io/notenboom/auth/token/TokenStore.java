// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import java.util.List;
import java.util.Optional;

/**
 * Where tokens are kept until they expire or are revoked. A token that was removed is not found any more, by anybody, from
 * the moment the method returns. Safe for many threads and processes; every method throws a RuntimeException when the store
 * cannot be reached, never answers with nothing instead.
 */
public interface TokenStore {

    /** Keeps a token until it expires. */
    void save(AccessToken token);

    /** The token with this hash, if it is neither expired nor removed. */
    Optional<AccessToken> find(TokenHash hash);

    /**
     * Removes a token.
     *
     * @return whether it was there
     */
    @CheckReturnValue
    boolean remove(TokenHash hash);

    /** Hashes of the tokens that were given to this holder and may still be there. */
    List<TokenHash> givenTo(Did holder);

    /** Hashes of the tokens that were given on this credential and may still be there. */
    List<TokenHash> givenOn(String credentialId);

    /** Hashes of the tokens that were given to holders of this host ({@code did:web}, host and port) and may still be there. */
    List<TokenHash> givenAt(String authority);

    /** Hashes of the tokens that this subject gave and that may still be there. */
    List<TokenHash> givenBy(SubjectId subject);
}
