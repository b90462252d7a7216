// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.paused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PausedCustodianTest {

    private static final byte[] INPUT = {1, 2, 3};
    private static final Set<KeyPurpose> MEANWHILE = EnumSet.of(KeyPurpose.DID, KeyPurpose.AUDIT);

    private final InMemoryCustodian keys = new InMemoryCustodian(InstantSource.system());
    private final KeyCustodian custodian = new PausedCustodian(keys);

    @ParameterizedTest
    @EnumSource
    void whileANodeIsPausedItSignsStatusListsAndTheAuditLogOnlyAndTakesNoKeys(KeyPurpose purpose) {
        KeyId key = keys.create(purpose);
        if (MEANWHILE.contains(purpose)) {
            assertThat(custodian.sign(key, purpose, INPUT)).isNotEmpty();
            assertThat(custodian.signAll(key, purpose, List.of(INPUT))).hasSize(1);
        } else {
            assertThatThrownBy(() -> custodian.sign(key, purpose, INPUT))
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("paused");
            assertThatThrownBy(() -> custodian.signAll(key, purpose, List.of(INPUT)))
                    .isInstanceOf(CustodyException.class);
        }
        assertThatThrownBy(() -> custodian.claim(purpose)).isInstanceOf(CustodyException.class);
        assertThat(custodian.publicKey(key)).isEqualTo(keys.publicKey(key));
        assertThat(custodian.list()).hasSize(1);
    }
}
