// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodian;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.AppRoleLogin;
import io.notenboom.vault.login.KubernetesLogin;
import io.notenboom.vault.login.TokenFileLogin;
import io.notenboom.vault.login.VaultLogin;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the custodian that the configuration names: one, or the service does not start. */
final class CustodianFromConfig {

    private static final String PREFIX = "notenboom.custody.";

    private CustodianFromConfig() {}

    /** @throws IllegalStateException if the configuration is not whole; says which property to set */
    static KeyCustodian make(NodeConfig config, InstantSource clock) {
        NodeConfig.Custody custody = config.custody();
        Optional<URI> vault = custody.vault().address();
        if (vault.isPresent()) {
            if (custody.dir().isPresent()) {
                throw new IllegalStateException(
                        "set notenboom.custody.dir or notenboom.custody.vault.address, not both: keys are in one place");
            }
            return vault(config, vault.get(), clock);
        }
        return SealedFileCustodian.open(
                required(custody.dir(), "dir"),
                config.customer(),
                required(custody.passphraseFile(), "passphrase-file"));
    }

    private static TransitCustodian vault(NodeConfig config, URI address, InstantSource clock) {
        NodeConfig.VaultCustody vault = config.custody().vault();
        CustomerNames names = new CustomerNames(config.customer());
        VaultServer server = new VaultServer(
                address, vault.namespace().orElse(null), vault.caFile().orElse(null));
        return new TransitCustodian(VaultClient.of(server, login(config, vault, names), clock), names);
    }

    private static VaultLogin login(NodeConfig config, NodeConfig.VaultCustody vault, CustomerNames names) {
        return switch (vault.login()) {
            case TOKEN -> {
                if (config.mode() != NodeMode.DEV) {
                    throw new IllegalStateException(
                            "notenboom.custody.vault.login=token is for dev mode; use app-role or kubernetes");
                }
                yield new TokenFileLogin(required(vault.tokenFile(), "vault.token-file"));
            }
            case APP_ROLE ->
                new AppRoleLogin(
                        vault.appRole().mount(),
                        names.node(),
                        required(vault.appRole().roleId(), "vault.app-role.role-id"),
                        required(vault.appRole().wrappedSecretIdFile(), "vault.app-role.wrapped-secret-id-file"),
                        vault.appRole().secretIdFile().orElse(null));
            case KUBERNETES ->
                new KubernetesLogin(
                        vault.kubernetes().mount(),
                        names.node(),
                        vault.kubernetes().tokenFile());
        };
    }

    private static <T> T required(Optional<T> value, String property) {
        return value.orElseThrow(() -> new IllegalStateException("set " + PREFIX + property));
    }
}
