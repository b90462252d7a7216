// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

class InMemoryCustodianTest extends KeyCustodianContract {

    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);

    @Override
    KeyCustodian custodian() {
        return custodian;
    }

    @Override
    KeyCustodianAdmin admin() {
        return custodian;
    }
}
