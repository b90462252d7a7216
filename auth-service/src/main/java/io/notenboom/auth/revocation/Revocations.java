// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.revocation;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.Client;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.secret.Secret;
import java.util.List;
import java.util.function.Predicate;

/**
 * Ends tokens. Tokens are removed first and told after that, so who hears of it and asks again gets "inactive". When telling
 * fails, the call fails, and can be repeated: it tells again also about tokens that are gone.
 */
public final class Revocations {

    private final TokenStore tokens;
    private final RevocationEvents events;

    /** Ends tokens of this store. */
    public Revocations(TokenStore tokens, RevocationEvents events) {
        this.tokens = tokens;
        this.events = events;
    }

    /**
     * Ends a token, whoever of this node gave it. An unknown token is no error (RFC 7009 §2.2).
     *
     * @return how many were still there, 0 or 1
     */
    public int revokeToken(Secret token) {
        return end(TokenHash.of(token)) ? 1 : 0;
    }

    /** Ends a token if this subject gave it; does nothing if another one did. */
    public void revokeTokenOf(SubjectId subject, Secret token) {
        TokenHash hash = TokenHash.of(token);
        boolean foreign = tokens.find(hash)
                .filter(found -> !found.subject().equals(subject))
                .isPresent();
        if (!foreign) {
            end(hash);
        }
    }

    /**
     * Ends all tokens given to a holder.
     *
     * @return how many were still there
     */
    public int revokeHolder(Did holder) {
        return endAll(tokens.givenTo(holder), RevocationKind.DID, holder.value());
    }

    /**
     * Ends all tokens given on a credential.
     *
     * @return how many were still there
     */
    public int revokeCredential(String credentialId) {
        return endAll(tokens.givenOn(credentialId), RevocationKind.CREDENTIAL, credentialId);
    }

    /**
     * Ends the tokens given to some clients of a host.
     *
     * @param authority host and port of their did:web
     * @return how many were still there
     */
    public int revokeAt(String authority, Predicate<Client> which) {
        int ended = 0;
        for (TokenHash hash : tokens.givenAt(authority)) {
            boolean concerned = tokens.find(hash)
                    .filter(token -> which.test(token.client()))
                    .isPresent();
            ended += concerned && end(hash) ? 1 : 0;
        }
        return ended;
    }

    /**
     * Ends all tokens that a subject gave.
     *
     * @return how many were still there
     */
    public int revokeSubject(SubjectId subject) {
        return endAll(tokens.givenBy(subject), RevocationKind.SUBJECT, subject.value());
    }

    private int endAll(List<TokenHash> hashes, RevocationKind kind, String value) {
        int ended = 0;
        for (TokenHash hash : hashes) {
            ended += end(hash) ? 1 : 0;
        }
        events.publish(kind, value);
        return ended;
    }

    private boolean end(TokenHash hash) {
        boolean wasThere = tokens.remove(hash);
        events.publish(RevocationKind.TOKEN, hash.value());
        return wasThere;
    }
}
