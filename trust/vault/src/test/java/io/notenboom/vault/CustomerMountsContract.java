// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodyException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.customer.CustomerMounts;
import io.notenboom.vault.customer.KeysRemainException;
import io.notenboom.vault.customer.NodeIdentity;
import io.notenboom.vault.customer.WrappedSecretId;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.login.AppRoleLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host does for its customers; a subclass supplies the Vault. */
abstract class CustomerMountsContract {

    private static final NodeIdentity APP_ROLE = new NodeIdentity.AppRole();

    @TempDir
    Path folder;

    private TestVault vault;
    private CustomerMounts host;
    private CustomerNames names;

    abstract TestVault openVault();

    @BeforeEach
    void setUp() {
        vault = openVault();
        host = vault.host();
        names = vault.customer();
    }

    @AfterEach
    void closeVault() {
        if (vault != null) {
            vault.close();
        }
    }

    private TransitCustodianAdmin admin(CustomerNames customer) {
        return vault.custodian(customer, InstantSource.system());
    }

    @Test
    void doingItAgainChangesNothing() {
        KeyId keyId = admin(names).create(KeyPurpose.DID);
        TransitCustodian custodian = new TransitCustodian(vault.node(names, "auth"), names);
        host.provision(names, APP_ROLE);
        host.provision(names, APP_ROLE);
        assertThat(host.isProvisioned(names)).isTrue();
        assertThat(custodian.sign(keyId, KeyPurpose.DID, new byte[1])).hasSize(64);
    }

    @Test
    void whatWasChangedIsPutRight() {
        vault.write(
                "sys/policies/acl/" + names.node(),
                StrictJson.newObject().put("policy", "path \"sys/mounts\" { capabilities = [\"read\"] }"));
        host.provision(names, APP_ROLE);
        assertThat(new TransitCustodian(vault.node(names, "auth"), names).list())
                .isEmpty();
    }

    @Test
    void anotherEngineInThePlaceIsLeftAsItIs() {
        CustomerNames taken = new CustomerNames(names.customer().replaceFirst("^c", "t"));
        vault.write("sys/mounts/" + taken.recordsMount(), StrictJson.newObject().put("type", "transit"));
        assertThatThrownBy(() -> host.provision(taken, APP_ROLE))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("is transit, not kv-v2");
    }

    @Test
    void aCustomerWithKeysIsRemovedOnlyWhenTheyMayBeDestroyed() {
        admin(names).create(KeyPurpose.DID);
        TransitCustodian custodian = new TransitCustodian(vault.node(names, "auth"), names);
        assertThat(custodian.list()).hasSize(1);
        assertThatThrownBy(() -> host.remove(names, false))
                .isInstanceOf(KeysRemainException.class)
                .hasMessageContaining("1 keys");
        assertThat(custodian.list()).hasSize(1);
        CustomerNames other = vault.customer();
        host.remove(names, true);
        assertThat(host.isProvisioned(names)).isFalse();
        assertThatThrownBy(custodian::list).isInstanceOf(CustodyException.class);
        assertThat(vault.root(VaultCall.read("sys/policies/acl/" + names.node()))
                        .isFound())
                .isFalse();
        assertThatThrownBy(() -> host.wrap(names, "auth", Duration.ofMinutes(1)))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("provision the customer first");
        host.remove(names, false);
        assertThat(new TransitCustodian(vault.node(other, "auth"), other).list())
                .isEmpty();
    }

    @Test
    void aUsedWrappingTokenIsAnAlarm() {
        WrappedSecretId wrapped = host.wrap(names, "auth", Duration.ofMinutes(1));
        Path file = vault.file("wrapped", wrapped.token().reveal());
        for (boolean first : new boolean[] {true, false}) {
            try (VaultClient client = VaultClient.of(
                    vault.server,
                    new AppRoleLogin("approle", names.node(), wrapped.roleId(), file, null),
                    vault.clock)) {
                if (first) {
                    client.check();
                } else {
                    assertThatThrownBy(client::check)
                            .isInstanceOf(CustodyException.class)
                            .hasMessageContaining("was used before");
                }
            }
        }
    }

    @Test
    void aTokenThatIsRevokedIsReplaced() {
        WrappedSecretId wrapped = host.wrap(names, "auth", Duration.ofMinutes(1));
        Path file = vault.file("wrapped", wrapped.token().reveal());
        try (VaultClient client = VaultClient.of(
                vault.server, new AppRoleLogin("approle", names.node(), wrapped.roleId(), file, null), vault.clock)) {
            client.check();
            var unused = client.call(VaultCall.write("auth/token/revoke-self", StrictJson.newObject()));
            client.check();
            assertThat(new TransitCustodian(client, names).list()).isEmpty();
        }
    }

    @Test
    void aNodeWhoseIdentityIsTakenAwaySignsNoMoreAndKeepsItsKeys() {
        KeyId keyId = admin(names).create(KeyPurpose.DID);
        TransitCustodian custodian = new TransitCustodian(vault.node(names, "auth"), names);
        assertThat(custodian.sign(keyId, KeyPurpose.DID, new byte[1])).isNotEmpty();
        host.revokeNode(names);
        assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.DID, new byte[1]))
                .isInstanceOf(CustodyException.class);
        assertThat(admin(names).list()).hasSize(1);
        host.provision(names, APP_ROLE);
        assertThat(new TransitCustodian(vault.node(names, "auth"), names).sign(keyId, KeyPurpose.DID, new byte[1]))
                .isNotEmpty();
    }

    private VaultClient logIn(WrappedSecretId wrapped, Path file) {
        return VaultClient.of(
                vault.server, new AppRoleLogin("approle", names.node(), wrapped.roleId(), file, null), vault.clock);
    }

    @Test
    void aNewSecretIdEndsTheOneThatTheServiceHadBefore() {
        WrappedSecretId older = host.wrap(names, "auth", Duration.ofMinutes(1));
        WrappedSecretId ofAnother = host.wrap(names, "registry", Duration.ofMinutes(1));
        WrappedSecretId newer = host.wrap(names, "auth", Duration.ofMinutes(1));
        try (VaultClient first = logIn(older, vault.file("a", older.token().reveal()));
                VaultClient second = logIn(newer, vault.file("b", newer.token().reveal()));
                VaultClient third =
                        logIn(ofAnother, vault.file("c", ofAnother.token().reveal()))) {
            assertThatThrownBy(first::check)
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("wrap a new one");
            second.check();
            third.check();
        }
    }

    @Test
    void aWrappingTokenThatWasMadeForSomethingElseIsNotUnwrapped() {
        CustomerNames other = vault.customer();
        WrappedSecretId foreign = host.wrap(other, "auth", Duration.ofMinutes(1));
        try (VaultClient client =
                logIn(foreign, vault.file("foreign", foreign.token().reveal()))) {
            assertThatThrownBy(client::check).hasMessageContaining("was not made for a secret id of " + names.node());
        }
        try (VaultClient rightful = VaultClient.of(
                vault.server,
                AppRoleLogin.here("approle", other.node(), foreign.roleId(), foreign.token()),
                vault.clock)) {
            rightful.check();
        }
    }
}
