// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

class InMemoryIssuedTokenStoreTest extends IssuedTokenStoreContract {

    private final InMemoryIssuedTokenStore store = new InMemoryIssuedTokenStore();

    @Override
    IssuedTokenStore store() {
        return store;
    }
}
