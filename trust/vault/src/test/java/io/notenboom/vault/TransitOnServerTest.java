// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

/** The same on a real OpenBao, where there is one. */
class TransitOnServerTest extends TransitContract {

    @Override
    TestVault openVault() {
        return TestVault.ofServer(folder);
    }
}
