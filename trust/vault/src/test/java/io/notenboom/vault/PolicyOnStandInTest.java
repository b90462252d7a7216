// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import io.notenboom.testkit.vault.VaultStandIn;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PolicyOnStandInTest extends PolicyContract {

    private final VaultStandIn standIn = VaultStandIn.start(InstantSource.system());

    @Override
    TestVault openVault() {
        return TestVault.of(standIn, InstantSource.system(), folder);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }
}
