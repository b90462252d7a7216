// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

class InMemoryTransferStoreTest extends TransferStoreContract {

    private final TransferStore store = new InMemoryTransferStore();

    @Override
    protected TransferStore store() {
        return store;
    }
}
