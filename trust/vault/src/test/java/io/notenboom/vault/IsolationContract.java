// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.customer.CustomerPolicies;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One customer's identity reaches nothing of another, and each identity only what it is for; a subclass supplies the Vault. */
abstract class IsolationContract {

    private static final ObjectNode NOTHING = StrictJson.newObject();

    @TempDir
    Path folder;

    private TestVault vault;
    private CustomerNames own;
    private CustomerNames other;
    private VaultClient node;
    private VaultClient custodian;
    private KeyId ownKey;
    private KeyId otherKey;

    abstract TestVault openVault();

    @BeforeEach
    void setUpTwoCustomers() {
        vault = openVault();
        own = vault.customer();
        other = vault.customer();
        node = vault.node(own, "registry");
        custodian = vault.custodianCalls(own);
        ownKey = new TransitCustodianAdmin(custodian, own, InstantSource.system()).create(KeyPurpose.DID);
        otherKey = vault.custodian(other, InstantSource.system()).create(KeyPurpose.DID);
    }

    @AfterEach
    void closeVault() {
        if (vault != null) {
            vault.close();
        }
    }

    private static void isDenied(VaultClient client, VaultCall call) {
        assertThatThrownBy(() -> client.call(call))
                .as(call.toString())
                .isInstanceOfSatisfying(VaultRefusedException.class, refused -> assertThat(refused.isDenied())
                        .isTrue());
    }

    private static VaultCall sign(CustomerNames names, KeyId keyId) {
        return VaultCall.write(
                names.keysMount() + "/sign/" + keyId, StrictJson.newObject().put("input", "AAAA"));
    }

    private static VaultCall claim(CustomerNames names, KeyId keyId) {
        ObjectNode body = StrictJson.newObject();
        body.putObject("options").put("cas", 0);
        body.putObject("data").put("claimant", "somebody");
        return VaultCall.write(names.recordsMount() + "/data/claims/" + keyId, body);
    }

    @Test
    void anotherCustomersKeysCannotBeUsedReadListedOrClaimed() {
        assertThat(node.call(sign(own, ownKey)).isFound()).isTrue();
        for (VaultClient identity : List.of(node, custodian)) {
            isDenied(identity, sign(other, otherKey));
            isDenied(identity, VaultCall.read(other.keysMount() + "/keys/" + otherKey));
            isDenied(identity, VaultCall.list(other.keysMount() + "/keys"));
            isDenied(identity, VaultCall.list(other.recordsMount() + "/metadata/purposes"));
            isDenied(identity, VaultCall.list(other.recordsMount() + "/metadata/claims"));
            isDenied(identity, VaultCall.read(other.recordsMount() + "/data/purposes/" + otherKey));
            isDenied(identity, claim(other, otherKey));
            isDenied(
                    identity,
                    VaultCall.write("auth/approle/role/" + other.node() + "/secret-id", NOTHING)
                            .wrapped(Duration.ofMinutes(1)));
            isDenied(identity, VaultCall.read("auth/approle/role/" + other.node() + "/role-id"));
        }
        TransitCustodian intruder = new TransitCustodian(node, other);
        assertThatThrownBy(() -> intruder.sign(otherKey, KeyPurpose.DID, new byte[1]))
                .isInstanceOf(CustodyException.class);
        assertThatThrownBy(intruder::list).isInstanceOf(CustodyException.class);
    }

    @Test
    void aNodeCannotMakeDestroyExportOrRotateKeys() {
        String key = own.keysMount() + "/keys/" + ownKey;
        String fresh = own.keysMount() + "/keys/" + KeyId.random();
        isDenied(node, VaultCall.write(fresh, StrictJson.newObject().put("type", "ecdsa-p256")));
        isDenied(node, VaultCall.write(key + "/config", StrictJson.newObject().put("deletion_allowed", true)));
        isDenied(node, VaultCall.write(key + "/rotate", NOTHING));
        isDenied(node, VaultCall.write(fresh + "/import", NOTHING));
        isDenied(node, VaultCall.delete(key));
        isDenied(node, VaultCall.list(own.keysMount() + "/keys"));
        isDenied(node, VaultCall.read(own.keysMount() + "/export/signing-key/" + ownKey));
        isDenied(node, VaultCall.read(own.keysMount() + "/backup/" + ownKey));
        isDenied(node, VaultCall.write(own.recordsMount() + "/data/purposes/" + ownKey, NOTHING));
        isDenied(node, VaultCall.delete(own.recordsMount() + "/metadata/purposes/" + ownKey));
        isDenied(node, VaultCall.delete(own.recordsMount() + "/metadata/claims/" + ownKey));
        isDenied(node, VaultCall.delete(own.recordsMount() + "/data/claims/" + ownKey));
        isDenied(node, VaultCall.read("sys/mounts"));
        isDenied(node, VaultCall.read("sys/policies/acl/" + own.node()));
    }

    @Test
    void aClaimIsNeverTakenBack() {
        assertThat(node.call(claim(own, ownKey)).isFound()).isTrue();
        assertThatThrownBy(() -> node.call(claim(own, ownKey))).isInstanceOf(VaultRefusedException.class);
        ObjectNode newer = StrictJson.newObject();
        newer.putObject("options").put("cas", 1);
        newer.putObject("data").put("claimant", "me");
        isDenied(node, VaultCall.write(own.recordsMount() + "/data/claims/" + ownKey, newer));
    }

    @Test
    void aCustodianCannotSignExportOrRotate() {
        String key = own.keysMount() + "/keys/" + ownKey;
        isDenied(custodian, sign(own, ownKey));
        isDenied(custodian, VaultCall.write(key + "/rotate", NOTHING));
        isDenied(custodian, VaultCall.write(key + "/trim", NOTHING));
        isDenied(
                custodian,
                VaultCall.write(key + "/config", StrictJson.newObject().put("exportable", true)));
        isDenied(custodian, VaultCall.read(own.keysMount() + "/export/signing-key/" + ownKey));
        isDenied(custodian, VaultCall.read(own.keysMount() + "/backup/" + ownKey));
        isDenied(custodian, VaultCall.delete("sys/mounts/" + own.keysMount()));
    }

    @Test
    void namesThatBeginWithACustomersNameAreNotTheCustomers() {
        String longer = own.keysMount() + "x";
        vault.write("sys/mounts/" + longer, StrictJson.newObject().put("type", "transit"));
        vault.write(longer + "/keys/k-1", StrictJson.newObject().put("type", "ecdsa-p256"));
        isDenied(node, VaultCall.read(longer + "/keys/k-1"));
        isDenied(
                node,
                VaultCall.write(longer + "/sign/k-1", StrictJson.newObject().put("input", "AAAA")));
        isDenied(custodian, VaultCall.list(longer + "/keys"));
        assertThat(List.of(CustomerPolicies.node(own), CustomerPolicies.custodian(own)))
                .allSatisfy(policy -> assertThat(policy).doesNotContain("*"));
    }
}
