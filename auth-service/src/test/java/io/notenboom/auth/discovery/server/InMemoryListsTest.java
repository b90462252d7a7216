// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import io.notenboom.auth.store.memory.InMemoryLists;

/** What tests use instead of Redis does the same. */
class InMemoryListsTest extends ServedStoreContract {

    private final ServedStore store = new InMemoryLists();

    @Override
    protected ServedStore store() {
        return store;
    }
}
