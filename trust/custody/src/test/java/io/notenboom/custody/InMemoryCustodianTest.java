// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

class InMemoryCustodianTest extends KeyCustodianContract {

    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);

    @Override
    protected KeyCustodian custodian() {
        return custodian;
    }

    @Override
    protected KeyCustodianAdmin admin() {
        return custodian;
    }
}
