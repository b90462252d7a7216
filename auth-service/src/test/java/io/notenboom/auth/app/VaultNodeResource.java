// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.custody.KeyPool;
import io.notenboom.testkit.vault.VaultStandIn;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodianAdmin;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.customer.CustomerMounts;
import io.notenboom.vault.customer.NodeIdentity;
import io.notenboom.vault.customer.WrappedSecretId;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.TokenFileLogin;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The same node with its keys in a Vault. */
public final class VaultNodeResource implements QuarkusTestResourceLifecycleManager {

    private final AuthNodeResource node = new AuthNodeResource();
    private final VaultStandIn vault = VaultStandIn.start(InstantSource.system());

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(node.start());
        settings.remove("notenboom.custody.dir");
        settings.remove("notenboom.custody.passphrase-file");
        try {
            Path folder = Files.createTempDirectory("auth-service-vault");
            WrappedSecretId login = provision(Files.writeString(folder.resolve("root"), vault.rootToken()));
            Path wrapped = Files.writeString(
                    folder.resolve("wrapped-secret-id"), login.token().reveal());
            settings.put("notenboom.custody.vault.address", vault.address().toString());
            settings.put("notenboom.custody.vault.app-role.role-id", login.roleId());
            settings.put("notenboom.custody.vault.app-role.wrapped-secret-id-file", wrapped.toString());
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private WrappedSecretId provision(Path root) {
        CustomerNames names = new CustomerNames(AuthNodeResource.CUSTOMER);
        try (VaultClient host =
                VaultClient.of(VaultServer.at(vault.address()), new TokenFileLogin(root), InstantSource.system())) {
            var unused = host.call(
                    VaultCall.write("sys/auth/approle", StrictJson.newObject().put("type", "approle")));
            CustomerMounts mounts = new CustomerMounts(host);
            mounts.provision(names, new NodeIdentity.AppRole());
            try (TransitCustodianAdmin custodian = mounts.openCustodian(names, InstantSource.system())) {
                new KeyPool(custodian, Set.of(KeyPurpose.DID)).fill();
            }
            return mounts.wrap(names, "auth", Duration.ofMinutes(5));
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(vault, field -> field.getType().equals(VaultStandIn.class));
    }

    @Override
    public void stop() {
        node.stop();
        vault.close();
    }
}
