// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.kit.access.TokenHash;
import io.notenboom.kit.access.TokenScheme;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Knows the tokens of the store. It keeps a copy and asks at most five times a second whether there were changes, so that a
 * revocation counts everywhere within {@link #LOOK}, and at once in the process that made it. While the store is away nothing
 * can be revoked either: the copy counts for {@link #GRACE}, then nobody gets in. Safe for many threads.
 */
public final class IssuedTokens implements TokenScheme {

    /** A change made by another process counts after this time at most. */
    static final Duration LOOK = Duration.ofMillis(200);

    /** How long the copy counts after the store answered for the last time. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** How far the time of last use may lie behind. */
    static final Duration USE = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(IssuedTokens.class);
    private static final Pattern FORM = Pattern.compile("nbt_[A-Za-z0-9_-]{43}");
    private static final Duration NEVER_READ = Duration.ofDays(1);

    private final IssuedTokenStore store;
    private final InstantSource clock;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();
    private volatile Copy copy;

    /**
     * @param version of the store; null before it was read for the first time
     * @param looked when the store was asked last
     * @param answered when it answered last
     */
    private record Copy(Map<String, Entry> byHash, @Nullable String version, Instant looked, Instant answered) {}

    private record Entry(IssuedToken token, IssuedToken.KeptSecret secret) {}

    /** Knows the tokens of this store. */
    public IssuedTokens(IssuedTokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        Instant longAgo = clock.instant().minus(NEVER_READ);
        this.copy = new Copy(Map.of(), null, longAgo, longAgo);
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public Finding find(Secret token) {
        if (!FORM.matcher(token.reveal()).matches()) {
            return new Finding.Unknown();
        }
        Copy current = current();
        Instant now = clock.instant();
        if (current.answered().plus(GRACE).isBefore(now)) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "API tokens cannot be checked at present; try again in a moment.");
        }
        Entry entry = current.byHash().get(TokenHash.of(token.reveal()));
        if (entry == null) {
            return new Finding.Unknown();
        }
        if (!now.isBefore(entry.secret().ends())) {
            return new Finding.Refused(
                    "The API token has expired or was replaced; use its successor or get a new one.");
        }
        note(entry.token().id(), now);
        return new Finding.Known(entry.token().identity(entry.secret()));
    }

    /** To be called after a change: what is asked next knows it. */
    public synchronized void changed() {
        Copy known = copy;
        copy = new Copy(known.byHash(), null, clock.instant().minus(NEVER_READ), known.answered());
    }

    private Copy current() {
        if (due(copy, clock.instant())) {
            synchronized (this) {
                Instant now = clock.instant();
                if (due(copy, now)) {
                    copy = look(copy, now);
                }
            }
        }
        return copy;
    }

    private static boolean due(Copy known, Instant now) {
        return !now.isBefore(known.looked().plus(LOOK)) || now.isBefore(known.looked());
    }

    private Copy look(Copy known, Instant now) {
        try {
            String version = store.version();
            return version.equals(known.version())
                    ? new Copy(known.byHash(), version, now, now)
                    : new Copy(byHash(), version, now, now);
        } catch (RuntimeException away) {
            LOG.warnf("API tokens cannot be read from Redis: %s", away.getMessage());
            // a clock that was set back must not make the grace longer
            Instant answered = known.answered().isAfter(now) ? now : known.answered();
            return new Copy(known.byHash(), known.version(), now, answered);
        }
    }

    private Map<String, Entry> byHash() {
        Map<String, Entry> byHash = new HashMap<>();
        for (IssuedToken token : store.all()) {
            token.secrets().forEach(secret -> byHash.put(secret.sha256(), new Entry(token, secret)));
        }
        noted.keySet().removeIf(id -> byHash.values().stream()
                .noneMatch(entry -> entry.token().id().equals(id)));
        return Map.copyOf(byHash);
    }

    /** Keeps the time of last use, beside the request and once a minute. */
    private void note(String id, Instant now) {
        Instant before = noted.get(id);
        if (before != null && now.isBefore(before.plus(USE))) {
            return;
        }
        boolean first = before == null ? noted.putIfAbsent(id, now) == null : noted.replace(id, before, now);
        if (first) {
            var unused = Thread.ofVirtual().name("token-use").start(() -> write(id, now));
        }
    }

    private void write(String id, Instant now) {
        try {
            store.used(id, now);
        } catch (RuntimeException away) {
            LOG.debugf("the use of API token %s was not kept: %s", id, away.getMessage());
        }
    }
}
