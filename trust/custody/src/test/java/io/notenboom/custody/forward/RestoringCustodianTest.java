// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoringCustodianTest {

    private static final byte[] INPUT = {1, 2, 3};
    private static final Set<KeyPurpose> ALWAYS = EnumSet.of(KeyPurpose.NODE_IDENTITY, KeyPurpose.AUDIT);

    private final InMemoryCustodian keys = new InMemoryCustodian(InstantSource.system());
    private final AtomicBoolean restoring = new AtomicBoolean(true);
    private final KeyCustodian custodian = new RestoringCustodian(keys, restoring::get);

    @ParameterizedTest
    @EnumSource
    void whileANodeIsRestoredItSignsForPeersAndTheAuditLogOnly(KeyPurpose purpose) {
        KeyId key = keys.create(purpose);
        if (ALWAYS.contains(purpose)) {
            assertThat(custodian.sign(key, purpose, INPUT)).isNotEmpty();
            assertThat(custodian.claim(purpose)).isEqualTo(key);
        } else {
            assertThatThrownBy(() -> custodian.sign(key, purpose, INPUT))
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("being restored");
            assertThatThrownBy(() -> custodian.claim(purpose)).isInstanceOf(CustodyException.class);
        }
        assertThat(custodian.publicKey(key)).isEqualTo(keys.publicKey(key));
        assertThat(custodian.list()).hasSize(1);
    }

    @Test
    void afterwardsItSignsAgain() {
        KeyId key = keys.create(KeyPurpose.DID);
        restoring.set(false);
        assertThat(custodian.claim(KeyPurpose.DID)).isEqualTo(key);
        assertThat(custodian.sign(key, KeyPurpose.DID, INPUT)).isNotEmpty();
    }
}
