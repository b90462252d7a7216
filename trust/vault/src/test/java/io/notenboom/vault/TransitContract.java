// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyCustodianAdmin;
import io.notenboom.custody.KeyCustodianContract;
import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.UnknownKeyException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.http.VaultCall;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every custodian promises, and what a Vault adds; a subclass supplies the Vault. */
abstract class TransitContract extends KeyCustodianContract {

    @TempDir
    Path folder;

    TestVault vault;
    CustomerNames names;
    private TransitCustodian custodian;
    private TransitCustodianAdmin admin;

    abstract TestVault openVault();

    @BeforeEach
    void setUpCustomer() {
        vault = openVault();
        names = vault.customer();
        custodian = new TransitCustodian(vault.node(names, "registry"), names);
        admin = vault.custodian(names, clock);
    }

    @AfterEach
    void closeVault() {
        if (vault != null) {
            vault.close();
        }
    }

    @Override
    protected KeyCustodian custodian() {
        return custodian;
    }

    @Override
    protected KeyCustodianAdmin admin() {
        return admin;
    }

    private TransitCustodian another() {
        return new TransitCustodian(vault.node(names, "auth"), names);
    }

    @Test
    void keysAndClaimsAreTheSameInEveryProcess() {
        KeyId keyId = admin.create(KeyPurpose.DID);
        assertThat(custodian.claim(KeyPurpose.DID)).isEqualTo(keyId);
        TransitCustodian other = another();
        assertThat(other.list()).containsExactly(new KeyDescription(keyId, KeyPurpose.DID, NOW, true));
        assertThat(other.publicKey(keyId).getEncoded())
                .isEqualTo(custodian.publicKey(keyId).getEncoded());
        assertThat(other.sign(keyId, KeyPurpose.DID, new byte[1])).hasSize(64);
    }

    @Test
    void processesNeverClaimTheSameKey() throws Exception {
        int keys = 8;
        IntStream.range(0, keys).forEach(i -> admin.create(KeyPurpose.DID));
        List<TransitCustodian> custodians = List.of(custodian, another());
        Set<KeyId> claimed = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<KeyId>> claims = IntStream.range(0, keys)
                    .mapToObj(i -> threads.submit(
                            (Callable<KeyId>) () -> custodians.get(i % 2).claim(KeyPurpose.DID)))
                    .toList();
            for (Future<KeyId> claim : claims) {
                claimed.add(claim.get());
            }
        }
        assertThat(claimed).hasSize(keys);
    }

    @Test
    void anImportedKeyOfEd25519Signs() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyId keyId = admin.importKey(KeyPurpose.LOG, pair);
        SignatureProviders.verify(
                SignatureAlgorithm.EDDSA,
                pair.getPublic(),
                new byte[3],
                custodian.sign(keyId, KeyPurpose.LOG, new byte[3]));
    }

    @Test
    void aKeyThatSomebodyRotatesGoesOnSigningWithWhatItsPublicKeySays() {
        KeyId keyId = admin.create(KeyPurpose.DID);
        byte[] before = custodian.publicKey(keyId).getEncoded();
        vault.write(names.keysMount() + "/keys/" + keyId + "/rotate", StrictJson.newObject());
        TransitCustodian other = another();
        assertThat(other.publicKey(keyId).getEncoded()).isEqualTo(before);
        assertThat(other.sign(keyId, KeyPurpose.DID, new byte[1])).hasSize(64);
        assertThat(other.signAll(keyId, KeyPurpose.DID, List.of(new byte[1], new byte[2])))
                .hasSize(2);
    }

    @Test
    void keysAreNeitherExportableNorBackedUpInPlainText() throws Exception {
        for (KeyId keyId : List.of(admin.create(KeyPurpose.DID), admin.importKey(KeyPurpose.DID, pair("secp384r1")))) {
            var key = vault.root(VaultCall.read(names.keysMount() + "/keys/" + keyId))
                    .data();
            assertThat(key.path("exportable").asBoolean(true)).isFalse();
            assertThat(key.path("allow_plaintext_backup").asBoolean(true)).isFalse();
            assertThat(key.path("deletion_allowed").asBoolean(true)).isFalse();
        }
    }

    @Test
    void aKeyWithoutAPurposeIsNoKeyUntilItIsDestroyed() {
        KeyId orphan = KeyId.random();
        vault.write(
                names.keysMount() + "/keys/" + orphan, StrictJson.newObject().put("type", "ecdsa-p256"));
        assertThat(custodian.list()).isEmpty();
        assertThatThrownBy(() -> custodian.publicKey(orphan)).isInstanceOf(UnknownKeyException.class);
        assertThat(admin.unfinished()).containsExactly(orphan);
        admin.destroy(orphan);
        assertThat(admin.unfinished()).isEmpty();
        assertThat(admin.all()).isEmpty();
    }

    @Test
    void aKeyThatWasDestroyedElsewhereIsUnknown() {
        KeyId keyId = admin.create(KeyPurpose.DID);
        TransitCustodian other = another();
        assertThat(other.sign(keyId, KeyPurpose.DID, new byte[1])).isNotEmpty();
        admin.destroy(keyId);
        assertThatThrownBy(() -> other.sign(keyId, KeyPurpose.DID, new byte[1]))
                .isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> other.publicKey(keyId)).isInstanceOf(UnknownKeyException.class);
    }
}
