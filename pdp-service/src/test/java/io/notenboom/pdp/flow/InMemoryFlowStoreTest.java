// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

class InMemoryFlowStoreTest extends FlowStoreContract {

    private final FlowStore store = new InMemoryFlowStore();

    @Override
    protected FlowStore store() {
        return store;
    }
}
