// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.vault.VaultStandIn;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service meets when its Vault has troubles. */
class FaultsTest {

    private static final byte[] INPUT = {1, 2, 3};

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-04T05:06:07Z"));
    private final VaultStandIn standIn = VaultStandIn.start(clock);
    private TestVault vault;
    private TransitCustodian custodian;
    private TransitCustodianAdmin admin;
    private KeyId keyId;

    @BeforeEach
    void setUp() {
        vault = TestVault.of(standIn, clock, folder);
        CustomerNames names = vault.customer();
        custodian = new TransitCustodian(vault.node(names, "auth"), names);
        admin = vault.custodian(names, clock);
        keyId = admin.create(KeyPurpose.DID);
        assertThat(custodian.sign(keyId, KeyPurpose.DID, INPUT)).hasSize(64);
        standIn.forgetCalls();
    }

    @AfterEach
    void stop() {
        standIn.faults().heal();
        vault.close();
        standIn.close();
    }

    private long signCalls() {
        return standIn.calls().stream().filter(call -> call.contains("/sign/")).count();
    }

    @Test
    void aSealedVaultIsSaidToBeSealed() {
        standIn.faults().seal();
        assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.DID, INPUT))
                .isInstanceOfSatisfying(CustodyUnavailableException.class, refusal -> assertThat(refusal.retryAfter())
                        .isPositive())
                .hasMessageContaining("is sealed");
        assertThat(custodian.publicKey(keyId))
                .as("what is known needs no Vault")
                .isNotNull();
        standIn.faults().unseal();
        assertThat(custodian.sign(keyId, KeyPurpose.DID, INPUT)).hasSize(64);
    }

    @Test
    void oneFailureIsHiddenBySigningAgain() {
        standIn.faults().failNext(1, 500);
        assertThat(custodian.sign(keyId, KeyPurpose.DID, INPUT)).hasSize(64);
        standIn.faults().loseAnswers(1);
        assertThat(custodian.sign(keyId, KeyPurpose.DID, INPUT)).hasSize(64);
        assertThat(signCalls()).isEqualTo(3);
    }

    @Test
    void aClaimWhoseAnswerIsLostIsOurs() {
        standIn.faults().loseAnswers(1);
        assertThat(custodian.claim(KeyPurpose.DID)).isEqualTo(keyId);
        assertThat(custodian.list()).singleElement().matches(key -> key.claimed());
    }

    @Test
    void aWrongSignatureIsNeverReturned() {
        standIn.faults().forgeSignatures();
        assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.DID, INPUT))
                .isInstanceOf(CustodyException.class)
                .hasCauseInstanceOf(InvalidSignatureException.class);
        assertThatThrownBy(() -> custodian.signAll(keyId, KeyPurpose.DID, List.of(INPUT, INPUT)))
                .isInstanceOf(CustodyException.class);
    }

    @Test
    void aVaultThatFailsIsLeftAloneForAMoment() {
        standIn.faults().failNext(1_000, 502);
        for (int i = 0; i < 5; i++) {
            assertThat(custodian.breaker()).isEqualTo("closed");
            assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.DID, INPUT))
                    .isInstanceOf(CustodyUnavailableException.class);
        }
        standIn.faults().heal();
        assertThat(custodian.breaker()).isEqualTo("open");
        assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.DID, INPUT))
                .isInstanceOf(CustodyUnavailableException.class)
                .hasMessageContaining("left alone");
        assertThat(standIn.calls()).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(custodian.breaker()).isEqualTo("half_open");
        assertThat(custodian.sign(keyId, KeyPurpose.DID, INPUT)).hasSize(64);
        assertThat(custodian.breaker()).isEqualTo("closed");
    }

    @Test
    void aClockThatIsSetBackLeavesTheVaultAloneNoLonger() {
        standIn.faults().failNext(1_000, 502);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(custodian::check).isInstanceOf(CustodyUnavailableException.class);
        }
        standIn.faults().heal();
        clock.advance(Duration.ofHours(-1));
        assertThat(custodian.sign(keyId, KeyPurpose.DID, INPUT)).hasSize(64);
        assertThat(custodian.breaker()).isEqualTo("closed");
    }

    @Test
    void aTryThatFailsOpensTheBreakerAgain() {
        standIn.faults().failNext(1_000, 503);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(custodian::check).isInstanceOf(CustodyUnavailableException.class);
        }
        clock.advance(Duration.ofSeconds(5));
        assertThatThrownBy(custodian::check).isInstanceOf(CustodyUnavailableException.class);
        assertThat(custodian.breaker()).isEqualTo("open");
    }

    @Test
    void aVaultThatDoesNotAnswerIsNotWaitedForLongerThanFiveSeconds() {
        standIn.faults().delay(Duration.ofSeconds(30));
        long start = System.nanoTime();
        assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.DID, INPUT))
                .isInstanceOf(CustodyUnavailableException.class)
                .hasMessageContaining("in time");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void aRefusalIsNoFailureOfTheVault() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> custodian.sign(new KeyId("no-such-key"), KeyPurpose.DID, INPUT))
                    .isInstanceOf(CustodyException.class);
        }
        assertThat(custodian.breaker()).isEqualTo("closed");
    }

    @Test
    void manyInputsAreOneCall() {
        assertThat(custodian.signAll(keyId, KeyPurpose.DID, List.of(INPUT, INPUT, INPUT)))
                .hasSize(3);
        assertThat(signCalls()).isEqualTo(1);
    }

    @Test
    void destroyingGoesOnWhereItBrokeOff() {
        standIn.faults().failNext(2, 500);
        assertThatThrownBy(() -> admin.destroy(keyId)).isInstanceOf(CustodyUnavailableException.class);
        assertThat(custodian.list()).hasSize(1);
        admin.destroy(keyId);
        assertThat(admin.all()).isEmpty();
        assertThat(custodian.list()).isEmpty();
    }

    @Test
    void whatIsReadOnceIsKnown() {
        for (int i = 0; i < 10; i++) {
            assertThat(custodian.sign(keyId, KeyPurpose.DID, INPUT)).hasSize(64);
            assertThat(custodian.publicKey(keyId)).isNotNull();
        }
        assertThat(standIn.calls()).hasSize(10).allMatch(call -> call.contains("/sign/"));
    }
}
