// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Tokens that are gone with the process, in a store that can be put away; for tests. A bootstrap token does not end by time. */
@Singleton
public final class InMemoryIssuedTokenStore implements IssuedTokenStore {

    private final Map<String, IssuedToken> tokens = new HashMap<>();
    private final Map<String, Instant> uses = new HashMap<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private String bootstrap = "";
    private int version;

    /** From now on nothing answers, or everything does again. */
    void away(boolean gone) {
        away.set(gone);
    }

    private void answer() {
        if (away.get()) {
            throw new IllegalStateException("the store is away");
        }
    }

    @Override
    public synchronized String version() {
        answer();
        return version == 0 ? "" : "v" + version;
    }

    @Override
    public synchronized List<IssuedToken> all() {
        answer();
        return List.copyOf(tokens.values());
    }

    @Override
    public synchronized boolean add(IssuedToken token, int most) {
        answer();
        if (tokens.size() >= most) {
            return false;
        }
        tokens.put(token.id(), token);
        version++;
        return true;
    }

    @Override
    public synchronized Optional<IssuedToken> update(String id, UnaryOperator<IssuedToken> change) {
        answer();
        version++;
        return Optional.ofNullable(tokens.computeIfPresent(id, (same, token) -> change.apply(token)));
    }

    @Override
    public synchronized boolean remove(String id) {
        answer();
        version++;
        uses.remove(id);
        return tokens.remove(id) != null;
    }

    @Override
    public synchronized void used(String id, Instant at) {
        answer();
        uses.put(id, at);
        notifyAll();
    }

    /** Waits until the use of a token is kept. */
    synchronized Instant awaitUse(String id) throws InterruptedException {
        while (!uses.containsKey(id)) {
            wait();
        }
        return uses.get(id);
    }

    @Override
    public synchronized Map<String, Instant> lastUses() {
        answer();
        return Map.copyOf(uses);
    }

    @Override
    public synchronized boolean offerBootstrap(String sha256, Duration life) {
        answer();
        if (!bootstrap.isEmpty()) {
            return false;
        }
        bootstrap = sha256;
        return true;
    }

    @Override
    public synchronized boolean isBootstrap(String sha256) {
        answer();
        return bootstrap.equals(sha256);
    }

    @Override
    public synchronized boolean takeBootstrap(String sha256) {
        if (!isBootstrap(sha256)) {
            return false;
        }
        bootstrap = "";
        return true;
    }
}
