// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

class InMemoryIdempotencyKeysTest extends IdempotencyKeysContract {

    private final InMemoryIdempotencyKeys keys = new InMemoryIdempotencyKeys();

    @Override
    IdempotencyKeys keys() {
        return keys;
    }
}
