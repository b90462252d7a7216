// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A store that goes away just when a token is to be removed. */
record FailingOnRemove(IssuedTokenStore store) implements IssuedTokenStore {

    @Override
    public String version() {
        return store.version();
    }

    @Override
    public List<IssuedToken> all() {
        return store.all();
    }

    @Override
    public boolean add(IssuedToken token, int most) {
        return store.add(token, most);
    }

    @Override
    public Optional<IssuedToken> update(String id, UnaryOperator<IssuedToken> change) {
        return store.update(id, change);
    }

    @Override
    public boolean remove(String id) {
        throw new IllegalStateException("the store is away");
    }

    @Override
    public void used(String id, Instant at) {
        store.used(id, at);
    }

    @Override
    public Map<String, Instant> lastUses() {
        return store.lastUses();
    }

    @Override
    public boolean offerBootstrap(String sha256, Duration life) {
        return store.offerBootstrap(sha256, life);
    }

    @Override
    public boolean isBootstrap(String sha256) {
        return store.isBootstrap(sha256);
    }

    @Override
    public boolean takeBootstrap(String sha256) {
        return store.takeBootstrap(sha256);
    }
}
