// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

/** The same on a real OpenBao, where there is one. */
class CustomerMountsOnServerTest extends CustomerMountsContract {

    @Override
    TestVault openVault() {
        return TestVault.ofServer(folder);
    }
}
