// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeVault;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodian;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.AppRoleLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A customer's node, as somebody sees it who may read its folder: the host, and whoever broke in there.
 *
 * @param id the customer
 * @param folder of the node
 * @param addresses as the control plane tells them
 * @param clock of the drill
 */
record HostedNode(String id, Path folder, JsonNode addresses, InstantSource clock) {

    /** Services with an internal listener, and the modules with their descriptions. */
    static final Map<String, String> SERVICES =
            Map.of("registry", "registry-service", "auth", "auth-service", "pdp", "pdp-service");

    /** Names of the API tokens that every node has. */
    static final List<String> TOKENS = List.of("administrator", "ehr", "service");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** URL of {@code registry}, {@code auth}, {@code pdp}, or of the listeners {@code public} and {@code peer}. */
    URI url(String name) {
        String url = addresses.path(name).asText();
        if (url.isEmpty()) {
            throw new StepFailure(id + " has no " + name);
        }
        return URI.create(url);
    }

    /** Port of its Redis. */
    int redisPort() {
        try {
            return JSON.readTree(folder.resolve("ports.json").toFile())
                    .path("redis")
                    .asInt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One of its secrets. */
    Secret secret(String file) {
        try {
            return Secret.of(
                    Files.readString(folder.resolve("tokens").resolve(file)).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One of its API tokens. */
    Secret token(String name) {
        return secret(name + ".token");
    }

    /** One of its services, asked with one of its API tokens. */
    ApiClient client(HttpClient http, String service, String token) {
        return new ApiClient(http, url(service).toString(), token(token));
    }

    /** Folder of its sealed keys. */
    Path custody() {
        return folder.resolve("custody");
    }

    /** The passphrase of its custodian. */
    Path passphrase() {
        return folder.resolve("tokens/custody.passphrase");
    }

    /** Its custodian, as its services have it: sealed files, or keys at the host's Vault. */
    KeyCustodian custodian() {
        return NodeVault.of(files()).isPresent()
                ? new TransitCustodian(atVault(), new CustomerNames(id))
                : SealedFileCustodian.open(custody(), id, passphrase());
    }

    private NodeFolder files() {
        return new NodeFolder(folder);
    }

    /** One of its services at the host's Vault; to be closed. */
    VaultClient atVault() {
        Map<String, String> settings =
                NodeVault.of(files()).map(NodeVault::settings).orElse(Map.of());
        ServiceKind service =
                Files.exists(NodeVault.secretId(files(), ServiceKind.AUTH)) ? ServiceKind.AUTH : ServiceKind.REGISTRY;
        return VaultClient.of(
                new VaultServer(URI.create(setting(settings, "address")), null, Path.of(setting(settings, "ca-file"))),
                new AppRoleLogin(
                        "approle",
                        new CustomerNames(id).node(),
                        setting(settings, "app-role.role-id"),
                        NodeVault.wrappedSecretId(files(), service),
                        NodeVault.secretId(files(), service)),
                clock);
    }

    private String setting(Map<String, String> settings, String name) {
        String value = settings.get("notenboom.custody.vault." + name);
        if (value == null) {
            throw new StepFailure(id + " is not told " + name + " of its Vault");
        }
        return value;
    }

    /** Whether all services are one process. */
    boolean isSmall() {
        return Files.isDirectory(folder.resolve("node/data"));
    }

    /** Data folder of its registry. */
    Path registryData() {
        return folder.resolve(isSmall() ? "node/data" : "registry/data");
    }

    /** Audit logs of its services. */
    List<Path> auditLogs() {
        return Stream.of("registry", "auth", "pdp", "node")
                .map(program -> folder.resolve(program).resolve("data/audit"))
                .filter(Files::isDirectory)
                .toList();
    }
}
