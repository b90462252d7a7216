// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.access.TokenHash;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.audit.AuditRecord;
import io.notenboom.kit.chainlog.LogFailureException;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.ProblemKind;
import io.notenboom.kit.problem.RequestId;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists, rotates and revokes API tokens. Nobody gives more than he has. Every change is in the audit log before it is
 * made, and once more when it fails; a change counts at once in this process. Safe for many threads.
 */
@CheckReturnValue
public final class TokenAdministration {

    /** Tokens of a node, those that have ended included. */
    public static final int MAX_TOKENS = 1_000;

    /** How long the former secret is good after a rotation when nothing is said. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofDays(1);

    /** How long it may be good. */
    public static final Duration MAX_OVERLAP = Duration.ofDays(7);

    /** Tokens that ended longer ago than this are forgotten when another one is made. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    private static final ProblemKind FULL =
            new ProblemKind("too-many-api-tokens", 409, "There are too many API tokens");

    private final IssuedTokenStore store;
    private final IssuedTokens known;
    private final AuditLog audit;
    private final InstantSource clock;

    /**
     * A token and its secret.
     *
     * @param secret to be shown once, it is kept nowhere
     */
    public record Fresh(IssuedToken token, Secret secret) {}

    /**
     * A token and when it was used.
     *
     * @param lastUse up to a minute too early; empty if it was not used
     */
    public record Listed(IssuedToken token, Optional<Instant> lastUse) {}

    /** @param known is told of changes */
    public TokenAdministration(IssuedTokenStore store, IssuedTokens known, AuditLog audit, InstantSource clock) {
        this.store = store;
        this.known = known;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @throws ProblemException {@code missing-scope} if the caller lacks one of the scopes, {@code too-many-api-tokens}
     */
    public Fresh create(TokenRequest request, Identity by) {
        requireGrantable(request.scopes(), by);
        return make(request, by.id());
    }

    /**
     * Makes the first token, which may do everything, and uses up the bootstrap token.
     *
     * @throws ProblemException {@code unauthenticated} if that was used meanwhile
     */
    public Fresh bootstrap(Secret bootstrapToken, String name) {
        TokenRequest request =
                new TokenRequest(name, Set.of(Scopes.ADMIN), Optional.empty(), TokenRequest.DEFAULT_DAYS);
        if (!answered(() -> store.takeBootstrap(TokenHash.of(bootstrapToken.reveal())))) {
            throw new ProblemException(EdgeProblem.UNAUTHENTICATED, "Send the bootstrap token; it is good once.");
        }
        return make(request, BootstrapTokens.ID);
    }

    private Fresh make(TokenRequest request, String by) {
        Instant now = clock.instant();
        forgetOld(now);
        Secret secret = TokenSecrets.apiToken();
        IssuedToken token = new IssuedToken(
                TokenSecrets.id(now),
                request.name(),
                request.scopes(),
                request.subjects(),
                now,
                by,
                request.days(),
                List.of(kept(secret, request.days(), now)));
        boolean added = audited(by, "api-token.create", described(token), () -> store.add(token, MAX_TOKENS));
        if (!added) {
            append(by, "api-token.create", token.id(), AuditRecord.Outcome.FAILED);
            throw new ProblemException(FULL, "Revoke tokens that are not needed; there are " + MAX_TOKENS + ".");
        }
        return new Fresh(token, secret);
    }

    private void forgetOld(Instant now) {
        for (IssuedToken token : answered(store::all)) {
            if (token.secrets().stream()
                    .allMatch(secret -> secret.ends().plus(REMEMBERED).isBefore(now))) {
                var unused = answered(() -> store.remove(token.id()));
            }
        }
    }

    /**
     * Tokens in the order in which they were made.
     *
     * @param after id of the last one of the page before; null for the first page
     */
    public List<Listed> list(@Nullable String after, int limit) {
        Map<String, Instant> uses = answered(store::lastUses);
        return answered(store::all).stream()
                .filter(token -> after == null || token.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(IssuedToken::id))
                .limit(limit)
                .map(token -> new Listed(token, Optional.ofNullable(uses.get(token.id()))))
                .toList();
    }

    /** The token with this id. */
    public Optional<Listed> find(String id) {
        return answered(store::all).stream()
                .filter(token -> token.id().equals(id))
                .map(token -> new Listed(
                        token, Optional.ofNullable(answered(store::lastUses).get(id))))
                .findFirst();
    }

    /**
     * Gives a token another secret; the present one goes on to be good for a while, one before it ends now.
     *
     * @param days how long the new secret is good; empty for as long as the present one was
     * @return empty if there is no such token
     * @throws ProblemException {@code missing-scope} if the token may do what the caller may not
     */
    public Optional<Fresh> rotate(String id, Duration overlap, Optional<Integer> days, Identity by) {
        check(!overlap.isNegative() && overlap.compareTo(MAX_OVERLAP) <= 0, "overlapHours is a number from 0 to 168.");
        check(days.isEmpty() || TokenRequest.isDays(days.get()), "days is a number from 1 to 90.");
        Optional<Listed> present = find(id);
        if (present.isEmpty()) {
            return Optional.empty();
        }
        requireGrantable(present.get().token().scopes(), by);
        Instant now = clock.instant();
        int fresh = days.orElse(present.get().token().days());
        Secret secret = TokenSecrets.apiToken();
        return audited(
                        by.id(),
                        "api-token.rotate",
                        id,
                        () -> store.update(id, token -> token.rotated(kept(secret, fresh, now), fresh, now, overlap)))
                .map(token -> new Fresh(token, secret));
    }

    /** Ends a token now; false if there is none. */
    public boolean revoke(String id, Identity by) {
        return find(id).isPresent() && audited(by.id(), "api-token.revoke", id, () -> store.remove(id));
    }

    private static void requireGrantable(Set<String> scopes, Identity by) {
        for (String scope : new TreeSet<>(scopes)) {
            if (!by.allows(scope)) {
                throw new ProblemException(
                        EdgeProblem.MISSING_SCOPE, "Nobody gives more than he has: your token lacks " + scope + ".");
            }
        }
    }

    private static IssuedToken.KeptSecret kept(Secret secret, int days, Instant now) {
        return new IssuedToken.KeptSecret(TokenHash.of(secret.reveal()), now.plus(Duration.ofDays(days)));
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new ProblemException(EdgeProblem.INVALID_REQUEST, rule);
        }
    }

    private static String described(IssuedToken token) {
        String text = token.id() + " " + String.join(",", new TreeSet<>(token.scopes()))
                + token.subjects()
                        .map(subjects -> " for " + String.join(",", new TreeSet<>(subjects)))
                        .orElse("");
        return text.length() > 400 ? text.substring(0, 400) + "..." : text;
    }

    private static <T> T answered(Supplier<T> look) {
        try {
            return look.get();
        } catch (RuntimeException away) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "API tokens cannot be looked up at present; try again in a moment.", away);
        }
    }

    private <T> T audited(String by, String what, String object, Supplier<T> change) {
        append(by, what, object, AuditRecord.Outcome.DONE);
        try {
            return change.get();
        } catch (RuntimeException failed) {
            append(by, what, object, AuditRecord.Outcome.FAILED);
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "API tokens cannot be changed at present; look at the list.", failed);
        } finally {
            known.changed();
        }
    }

    private void append(String by, String what, String object, AuditRecord.Outcome outcome) {
        try {
            var unused = audit.append(new AuditRecord(
                    by, what, object, outcome, RequestId.current().orElse("")));
        } catch (LogFailureException failure) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "Changes of API tokens cannot be recorded at present.", failure);
        }
    }
}
