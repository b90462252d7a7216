// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.testkit.vault.OpenBaoServer;
import io.notenboom.trust.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;

class TransitCustodyOnServerTest extends TransitCustodyContract {

    private static @Nullable OpenBaoServer shared;

    @Override
    TestVault vault() {
        Assumptions.assumeTrue(OpenBaoServer.program().isPresent(), "no OpenBao here: the stand-in alone is tested");
        if (shared == null) {
            shared = OpenBaoServer.start(OpenBaoServer.program().orElseThrow());
        }
        return new TestVault(shared.address(), null, null, Secret.of(shared.rootToken()));
    }

    @AfterAll
    static void stop() {
        if (shared != null) {
            shared.close();
        }
    }
}
