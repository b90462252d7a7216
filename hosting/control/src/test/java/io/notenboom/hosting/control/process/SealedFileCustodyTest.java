// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.trust.key.KeyPurpose;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileCustodyTest {

    private final NodeFolder node;
    private final SealedFileCustody custody;
    private final CustomerRecord customer =
            CustomerRecord.of(Specs.of("c7f3k2"), Instant.parse("2026-11-22T10:00:00Z"));

    SealedFileCustodyTest(@TempDir Path folder) {
        this.node = new NodeFolder(folder.resolve("node"));
        this.custody = new SealedFileCustody(
                unused -> node, folder.resolve("data"), new DestroyedKeys(folder.resolve("data")));
    }

    private SealedFileCustodian asNode() {
        return SealedFileCustodian.open(node.custody(), "c7f3k2", node.tokens().resolve("custody.passphrase"));
    }

    @Test
    void unusedKeysAreKeptReadyAndDoingItTwiceIsDoingItOnce() {
        for (int time = 0; time < 2; time++) {
            assertThat(custody.ensure(customer)).isInstanceOf(StepOutcome.Done.class);
            assertThat(custody.keepReady(customer, Map.of(KeyPurpose.DID, 2, KeyPurpose.LOG, 1)))
                    .isInstanceOf(StepOutcome.Done.class);
        }
        assertThat(asNode().list()).hasSize(3);
        var _ = asNode().claim(KeyPurpose.DID);
        var _ = custody.keepReady(customer, Map.of(KeyPurpose.DID, 2));
        assertThat(asNode().list()).hasSize(4);
    }

    @Test
    @DisplayName("A node whose identity was taken away cannot sign; given back, it signs with the same keys")
    void anIdentityIsTakenAwayAndGivenBack() {
        var _ = custody.ensure(customer);
        var _ = custody.keepReady(customer, Map.of(KeyPurpose.DID, 1));
        var key = asNode().claim(KeyPurpose.DID);
        for (int time = 0; time < 2; time++) {
            assertThat(custody.revokeIdentity(customer)).isInstanceOf(StepOutcome.Done.class);
        }
        assertThatThrownBy(this::asNode).isInstanceOfAny(CustodyException.class, UncheckedIOException.class);
        var _ = custody.ensure(customer);
        assertThat(asNode().sign(key, KeyPurpose.DID, new byte[] {1})).isNotEmpty();
    }

    @Test
    @DisplayName("Destroyed keys are listed and gone for ever")
    void keysAreDestroyed() {
        var _ = custody.ensure(customer);
        var _ = custody.keepReady(customer, Map.of(KeyPurpose.DID, 2));
        var _ = custody.revokeIdentity(customer);
        for (int time = 0; time < 2; time++) {
            assertThat(custody.destroyKeys(customer)).isInstanceOf(StepOutcome.Done.class);
            assertThat(custody.destroyed(customer)).hasSize(2);
        }
        assertThat(node.custody()).isEmptyDirectory();
        assertThat(node.tokens().resolve("custody.passphrase")).doesNotExist();
    }
}
