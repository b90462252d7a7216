// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialStatusChecker.Outcome;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether the credentials that a token was given on are still good: their status as of this moment. The entries are taken from
 * the presentations that were verified when the token was given.
 */
public final class TokenCredentials implements Predicate<AccessToken> {

    private static final int CAPACITY = 10_000;

    private final CredentialStatusChecker statuses;
    private final InstantSource clock;
    private final ExpiringCache<TokenHash, List<Entry>> entries;

    /** Looks up with this checker. */
    public TokenCredentials(CredentialStatusChecker statuses, InstantSource clock) {
        this.statuses = statuses;
        this.clock = clock;
        this.entries = new ExpiringCache<>(CAPACITY, clock);
    }

    /** Whether no credential of the token is revoked, suspended, or of a status that cannot be found out. */
    @Override
    public boolean test(AccessToken token) {
        Instant now = clock.instant();
        return entries(token).stream()
                .allMatch(entry -> statuses.check(entry.status(), entry.issuer(), now) == Outcome.VALID);
    }

    private List<Entry> entries(AccessToken token) {
        return entries.get(token.hash()).orElseGet(() -> {
            List<Entry> read = read(token);
            entries.put(token.hash(), read, token.validity().expiresAt());
            return read;
        });
    }

    private static List<Entry> read(AccessToken token) {
        List<Entry> found = new ArrayList<>();
        try {
            for (String text : token.evidence().presentations()) {
                for (UnverifiedCredential credential :
                        UnverifiedPresentation.parse(text).content().credentials()) {
                    CredentialContent content = credential.content();
                    content.statuses().forEach(status -> found.add(new Entry(status, content.issuer())));
                }
            }
        } catch (PresentationRefusedException damaged) {
            throw new IllegalStateException("the evidence of a token cannot be read any more", damaged);
        }
        return List.copyOf(found);
    }

    private record Entry(CredentialStatus status, Did issuer) {}
}
