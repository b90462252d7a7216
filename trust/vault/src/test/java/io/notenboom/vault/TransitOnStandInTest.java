// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import io.notenboom.testkit.vault.VaultStandIn;
import org.junit.jupiter.api.AfterEach;

class TransitOnStandInTest extends TransitContract {

    private final VaultStandIn standIn = VaultStandIn.start(clock);

    @Override
    TestVault openVault() {
        return TestVault.of(standIn, clock, folder);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }
}
