// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.vault.VaultStandIn;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class TransitCustodyOnStandInTest extends TransitCustodyContract {

    private @Nullable VaultStandIn standIn;

    @Override
    TestVault vault() throws IOException, GeneralSecurityException {
        LoopbackTls tls = LoopbackTls.create(folder, Instant.now());
        standIn = VaultStandIn.start(InstantSource.system(), tls, "care");
        return new TestVault(standIn.address(), "care", tls.certificate(), Secret.of(standIn.rootToken()));
    }

    @AfterEach
    void stop() {
        if (standIn != null) {
            standIn.close();
        }
    }
}
