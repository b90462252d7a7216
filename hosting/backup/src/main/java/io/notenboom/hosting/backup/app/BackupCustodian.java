// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodian;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.AppRoleLogin;
import io.notenboom.vault.login.KubernetesLogin;
import io.notenboom.vault.login.VaultLogin;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

/** The custodian of the node, which has the key of the checkpoints: sealed files or a Vault, named as the services name them. */
final class BackupCustodian {

    private static final String VAULT = "custody.vault.";
    private static final String APP_ROLE = VAULT + "app-role.";
    private static final String KUBERNETES = VAULT + "kubernetes.";

    /** Names of the settings. */
    static final Set<String> NAMES = Set.of(
            "custody.dir",
            "custody.passphrase-file",
            VAULT + "address",
            VAULT + "namespace",
            VAULT + "ca-file",
            VAULT + "login",
            APP_ROLE + "mount",
            APP_ROLE + "role-id",
            APP_ROLE + "wrapped-secret-id-file",
            APP_ROLE + "secret-id-file",
            KUBERNETES + "mount",
            KUBERNETES + "token-file");

    private BackupCustodian() {}

    /** @throws BackupException if the configuration does not say where keys are */
    static KeyCustodian open(BackupConfig config, InstantSource clock) {
        if (config.text(VAULT + "address").isEmpty()) {
            return SealedFileCustodian.open(
                    config.path("custody.dir"), config.customer(), config.path("custody.passphrase-file"));
        }
        if (config.text("custody.dir").isPresent()) {
            throw new BackupException("give custody.dir or custody.vault.address, not both: keys are in one place");
        }
        CustomerNames names = new CustomerNames(config.customer());
        VaultServer server = new VaultServer(
                URI.create(config.required(VAULT + "address")),
                config.text(VAULT + "namespace").orElse(null),
                config.optionalPath(VAULT + "ca-file").orElse(null));
        return new TransitCustodian(VaultClient.of(server, login(config, names), clock), names);
    }

    private static VaultLogin login(BackupConfig config, CustomerNames names) {
        return switch (config.text(VAULT + "login").orElse("app-role")) {
            case "app-role" ->
                new AppRoleLogin(
                        config.text(APP_ROLE + "mount").orElse("approle"),
                        names.node(),
                        config.required(APP_ROLE + "role-id"),
                        config.path(APP_ROLE + "wrapped-secret-id-file"),
                        config.optionalPath(APP_ROLE + "secret-id-file").orElse(null));
            case "kubernetes" ->
                new KubernetesLogin(
                        config.text(KUBERNETES + "mount").orElse("kubernetes"),
                        names.node(),
                        config.path(KUBERNETES + "token-file"));
            default -> throw new BackupException(VAULT + "login is app-role or kubernetes");
        };
    }
}
