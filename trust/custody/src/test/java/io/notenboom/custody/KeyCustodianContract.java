// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every custodian promises; a subclass supplies the custodian. */
public abstract class KeyCustodianContract {

    /** What {@link #clock} shows when a test begins. */
    protected static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static final byte[] INPUT = "input".getBytes(StandardCharsets.UTF_8);

    /** The clock of the host's side. */
    protected final SettableClock clock = new SettableClock(NOW);

    /** The custodian under test, as a node sees it; the same for the whole test. */
    protected abstract KeyCustodian custodian();

    /** The host's side of the same custodian. */
    protected abstract KeyCustodianAdmin admin();

    /** A new key pair. */
    protected static KeyPair pair(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    @Test
    void aCreatedKeyIsListedUnclaimedUntilItIsClaimed() {
        KeyId keyId = admin().create(KeyPurpose.DID);
        assertThat(custodian().list()).containsExactly(new KeyDescription(keyId, KeyPurpose.DID, NOW, false));
        assertThat(custodian().claim(KeyPurpose.DID)).isEqualTo(keyId);
        assertThat(custodian().list()).containsExactly(new KeyDescription(keyId, KeyPurpose.DID, NOW, true));
    }

    @Test
    void theHostSeesTheSameKeys() {
        admin().create(KeyPurpose.DID);
        admin().create(KeyPurpose.AUDIT);
        assertThat(custodian().claim(KeyPurpose.DID)).isNotNull();
        assertThat(admin().list()).isEqualTo(custodian().list()).hasSize(2);
    }

    @Test
    void thePoolIsFilledOnce() {
        KeyPool pool = new KeyPool(admin(), Set.of(KeyPurpose.LOG, KeyPurpose.AUDIT));
        assertThat(pool.fill()).isEqualTo(6);
        assertThat(pool.fill()).isZero();
        assertThat(custodian().claim(KeyPurpose.LOG)).isNotNull();
        assertThat(pool.fill()).isEqualTo(1);
        assertThat(custodian().list()).hasSize(7);
    }

    @Test
    void keysAreListedSortedById() {
        IntStream.range(0, 5).forEach(i -> admin().create(KeyPurpose.DID));
        assertThat(custodian().list()).hasSize(5).isSortedAccordingTo(Comparator.comparing(key -> key.keyId()
                .value()));
    }

    @Test
    void theOldestUnusedKeyOfThePurposeIsClaimed() {
        admin().create(KeyPurpose.CONTRACT);
        clock.advance(Duration.ofSeconds(1));
        KeyId older = admin().create(KeyPurpose.DID);
        clock.advance(Duration.ofSeconds(1));
        KeyId newer = admin().create(KeyPurpose.DID);
        assertThat(List.of(custodian().claim(KeyPurpose.DID), custodian().claim(KeyPurpose.DID)))
                .containsExactly(older, newer);
    }

    @Test
    void claimingIsRefusedWhenNoUnusedKeyOfThePurposeIsLeft() {
        admin().create(KeyPurpose.DID);
        KeyId claimed = custodian().claim(KeyPurpose.DID);
        assertThat(claimed).isNotNull();
        assertThatThrownBy(() -> custodian().claim(KeyPurpose.DID)).isInstanceOf(NoKeyAvailableException.class);
        assertThatThrownBy(() -> custodian().claim(KeyPurpose.AUDIT)).isInstanceOf(NoKeyAvailableException.class);
    }

    @Test
    void manyThreadsNeverClaimTheSameKey() throws Exception {
        int keys = 12;
        IntStream.range(0, keys).forEach(i -> admin().create(KeyPurpose.CONTRACT));
        Set<KeyId> claimed = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<KeyId> claim = () -> custodian().claim(KeyPurpose.CONTRACT);
            List<Future<KeyId>> claims = IntStream.range(0, keys)
                    .mapToObj(i -> threads.submit(claim))
                    .toList();
            for (Future<KeyId> future : claims) {
                claimed.add(future.get());
            }
        }
        assertThat(claimed).hasSize(keys);
        assertThatThrownBy(() -> custodian().claim(KeyPurpose.CONTRACT)).isInstanceOf(NoKeyAvailableException.class);
    }

    @Test
    void aSignatureVerifiesWithThePublicKey() {
        KeyId keyId = admin().create(KeyPurpose.DID);
        byte[] signature = custodian().sign(keyId, KeyPurpose.DID, INPUT);
        assertThat(signature).hasSize(64);
        SignatureProviders.verify(SignatureAlgorithm.ES256, custodian().publicKey(keyId), INPUT, signature);
    }

    @Test
    void manyInputsAreSignedInTheirOrder() {
        for (KeyPurpose purpose : List.of(KeyPurpose.DID, KeyPurpose.LOG)) {
            KeyId keyId = admin().create(purpose);
            List<byte[]> inputs = IntStream.range(0, 40)
                    .mapToObj(i -> ("input " + i).getBytes(StandardCharsets.UTF_8))
                    .toList();
            List<byte[]> signatures = custodian().signAll(keyId, purpose, inputs);
            assertThat(signatures).hasSameSizeAs(inputs);
            SignatureAlgorithm algorithm = SignatureAlgorithm.forKey(custodian().publicKey(keyId));
            IntStream.range(0, 40)
                    .forEach(i -> SignatureProviders.verify(
                            algorithm, custodian().publicKey(keyId), inputs.get(i), signatures.get(i)));
            assertThat(custodian().signAll(keyId, purpose, List.of())).isEmpty();
        }
        KeyId did = admin().create(KeyPurpose.DID);
        assertThatThrownBy(() -> custodian().signAll(did, KeyPurpose.AUDIT, List.of(INPUT)))
                .isInstanceOf(WrongPurposeException.class);
    }

    @Test
    void anInputMayBeLargeOrEmpty() {
        KeyId keyId = admin().create(KeyPurpose.DID);
        for (int size : new int[] {0, 300_000}) {
            byte[] input = new byte[size];
            SignatureProviders.verify(
                    SignatureAlgorithm.ES256,
                    custodian().publicKey(keyId),
                    input,
                    custodian().sign(keyId, KeyPurpose.DID, input));
        }
    }

    @Test
    void aKeyForTheLogSignsWithEd25519() {
        KeyId keyId = admin().create(KeyPurpose.LOG);
        byte[] signature = custodian().sign(keyId, KeyPurpose.LOG, INPUT);
        SignatureProviders.verify(SignatureAlgorithm.EDDSA, custodian().publicKey(keyId), INPUT, signature);
    }

    @Test
    void aKeyOfAnotherTypeThanItsPurposeAsksIsRefused() throws Exception {
        KeyPair ec = pair("secp256r1");
        assertThatThrownBy(() -> admin().importKey(KeyPurpose.LOG, ec)).isInstanceOf(CustodyException.class);
        KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThatThrownBy(() -> admin().importKey(KeyPurpose.DID, ed25519)).isInstanceOf(CustodyException.class);
        assertThat(custodian().list()).isEmpty();
    }

    @Test
    @DisplayName("a key per purpose, signing through the custodian only")
    void aKeySignsForItsOwnPurposeOnly() {
        KeyId keyId = admin().create(KeyPurpose.VENDOR_CA);
        assertThatThrownBy(() -> custodian().sign(keyId, KeyPurpose.DID, INPUT))
                .isInstanceOf(WrongPurposeException.class);
    }

    @Test
    void anUnknownKeyIsRefused() {
        KeyId unknown = new KeyId("no-such-key");
        assertThatThrownBy(() -> custodian().sign(unknown, KeyPurpose.DID, INPUT))
                .isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> custodian().publicKey(unknown)).isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> admin().destroy(unknown)).isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void aKeyThatIsInUseIsNeverClaimed() throws Exception {
        KeyId keyId = admin().importInUse(KeyPurpose.DID, pair("secp256r1"));
        assertThat(custodian().list())
                .filteredOn(KeyDescription::claimed)
                .extracting(KeyDescription::keyId)
                .contains(keyId);
        KeyId free = admin().create(KeyPurpose.DID);
        assertThat(custodian().claim(KeyPurpose.DID)).isEqualTo(free);
        assertThatThrownBy(() -> custodian().claim(KeyPurpose.DID)).isInstanceOf(NoKeyAvailableException.class);
        assertThat(custodian().sign(keyId, KeyPurpose.DID, INPUT)).isNotEmpty();
    }

    @Test
    void anImportedP384KeySignsWithSha384() throws Exception {
        KeyPair imported = pair("secp384r1");
        KeyId keyId = admin().importKey(KeyPurpose.DID, imported);
        byte[] signature = custodian().sign(keyId, KeyPurpose.DID, INPUT);
        assertThat(custodian().publicKey(keyId).getEncoded())
                .isEqualTo(imported.getPublic().getEncoded());
        SignatureProviders.verify(SignatureAlgorithm.ES384, imported.getPublic(), INPUT, signature);
    }

    @Test
    void importingAPairThatIsNoPairOrOnAnotherCurveIsRefused() throws Exception {
        KeyPair halves =
                new KeyPair(pair("secp256r1").getPublic(), pair("secp256r1").getPrivate());
        assertThatThrownBy(() -> admin().importKey(KeyPurpose.DID, halves)).isInstanceOf(CustodyException.class);
        KeyPair p521 = pair("secp521r1");
        assertThatThrownBy(() -> admin().importKey(KeyPurpose.DID, p521)).isInstanceOf(CustodyException.class);
        assertThat(custodian().list()).isEmpty();
    }

    @Test
    void aDestroyedKeySignsNoMoreAndCannotBeClaimed() {
        KeyId keyId = admin().create(KeyPurpose.DID);
        assertThat(custodian().sign(keyId, KeyPurpose.DID, INPUT)).isNotEmpty();
        admin().destroy(keyId);
        assertThatThrownBy(() -> custodian().sign(keyId, KeyPurpose.DID, INPUT))
                .isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> custodian().claim(KeyPurpose.DID)).isInstanceOf(NoKeyAvailableException.class);
        assertThat(custodian().list()).isEmpty();
    }
}
