// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.custody.WrongPurposeException;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.testkit.vault.ServiceAccount;
import io.notenboom.testkit.vault.VaultStandIn;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodian;
import io.notenboom.vault.TransitCustodianAdmin;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.customer.CustomerMounts;
import io.notenboom.vault.customer.NodeIdentity;
import io.notenboom.vault.customer.WrappedSecretId;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.TokenFileLogin;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodianFromConfigTest {

    private static final CustomerNames NAMES = new CustomerNames("c7f3k2");
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    private final VaultStandIn vault = VaultStandIn.start(CLOCK);
    private final Map<String, String> settings = new HashMap<>();
    private Path root;
    private KeyId keyId;
    private WrappedSecretId login;

    @BeforeEach
    void provision() throws IOException {
        root = Files.writeString(folder.resolve("root"), vault.rootToken());
        settings.put("notenboom.customer", "c7f3k2");
        settings.put("notenboom.data-dir", folder.toString());
        try (VaultClient host = VaultClient.of(VaultServer.at(vault.address()), new TokenFileLogin(root), CLOCK)) {
            for (String method : List.of("approle", "kubernetes")) {
                var unused = host.call(VaultCall.write(
                        "sys/auth/" + method, StrictJson.newObject().put("type", method)));
            }
            CustomerMounts mounts = new CustomerMounts(host);
            mounts.provision(NAMES, new NodeIdentity.AppRole());
            mounts.provision(NAMES, new NodeIdentity.Kubernetes("nuts-c7f3k2", "node", "vault"));
            try (TransitCustodianAdmin custodian = mounts.openCustodian(NAMES, CLOCK)) {
                keyId = custodian.create(KeyPurpose.DID);
            }
            login = mounts.wrap(NAMES, "auth", Duration.ofMinutes(1));
        }
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private KeyCustodian make() {
        NodeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(NodeConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(NodeConfig.class);
        return CustodianFromConfig.make(config, CLOCK);
    }

    private TransitCustodian inVault() {
        settings.put("notenboom.custody.vault.address", vault.address().toString());
        return (TransitCustodian) make();
    }

    private TransitCustodian byAppRole() throws IOException {
        Path wrapped =
                Files.writeString(folder.resolve("wrapped"), login.token().reveal());
        settings.put("notenboom.custody.vault.app-role.role-id", login.roleId());
        settings.put("notenboom.custody.vault.app-role.wrapped-secret-id-file", wrapped.toString());
        return inVault();
    }

    @Test
    void sealedFilesAreTakenWithoutAVault() throws IOException {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse battery staple");
        KeyId held = SealedFileCustodianAdmin.open(folder.resolve("custody"), "c7f3k2", passphrase)
                .create(KeyPurpose.DID);
        settings.put("notenboom.custody.dir", folder.resolve("custody").toString());
        assertThatThrownBy(this::make).hasMessage("set notenboom.custody.passphrase-file");
        settings.put("notenboom.custody.passphrase-file", passphrase.toString());
        assertThat(make().claim(KeyPurpose.DID)).isEqualTo(held);
        assertThatThrownBy(this::inVault).hasMessageContaining("not both");
    }

    @Test
    void aServiceLogsInWithAnAppRole() throws IOException {
        try (TransitCustodian custodian = byAppRole()) {
            assertThat(custodian.sign(keyId, KeyPurpose.DID, new byte[1])).hasSize(64);
        }
    }

    @Test
    void aServiceLogsInWithItsServiceAccount() throws IOException {
        vault.knowServiceAccount("jwt", new ServiceAccount("nuts-c7f3k2", "node", "vault"));
        settings.put("notenboom.custody.vault.login", "kubernetes");
        settings.put(
                "notenboom.custody.vault.kubernetes.token-file",
                Files.writeString(folder.resolve("jwt"), "jwt").toString());
        try (TransitCustodian custodian = inVault()) {
            assertThat(custodian.sign(keyId, KeyPurpose.DID, new byte[1])).hasSize(64);
        }
    }

    @Test
    void aTokenFromAFileIsForDevelopment() {
        settings.put("notenboom.custody.vault.login", "token");
        settings.put("notenboom.custody.vault.token-file", root.toString());
        assertThatThrownBy(this::inVault).hasMessageContaining("dev mode");
        settings.put("notenboom.mode", "dev");
        try (TransitCustodian custodian = inVault()) {
            assertThat(custodian.list()).hasSize(1);
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(this::make).hasMessage("set notenboom.custody.dir");
        assertThatThrownBy(this::inVault).hasMessage("set notenboom.custody.vault.app-role.role-id");
    }

    @Test
    void healthTellsAnOutageAndReadinessOnlyTheFirst() throws IOException {
        CustodianStatus status = new CustodianStatus();
        CustodianReady ready = new CustodianReady(status);
        CustodianHealth health = new CustodianHealth(status);
        assertThat(ready.call().getStatus()).as("sealed files").isEqualTo(Status.UP);
        try (TransitCustodian custodian = byAppRole()) {
            status.watch(custodian);
            assertThat(ready.call().getStatus()).isEqualTo(Status.DOWN);
            vault.faults().seal();
            status.look();
            assertThat(ready.call().getStatus()).isEqualTo(Status.DOWN);
            vault.faults().unseal();
            status.look();
            assertThat(ready.call().getStatus()).isEqualTo(Status.UP);
            assertThat(health.call().getStatus()).isEqualTo(Status.UP);
            vault.faults().seal();
            status.look();
            assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
            assertThat(String.valueOf(health.call().getData().orElseThrow().get("trouble")))
                    .contains("is sealed");
            assertThat(ready.call().getStatus()).as("reading goes on").isEqualTo(Status.UP);
        }
    }

    @Test
    void signingIsMeasuredByHowItEnds() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (MeteredCustodian custodian =
                new MeteredCustodian(byAppRole(), new ServiceMeters(registry, "auth-service"))) {
            assertThat(custodian.sign(keyId, KeyPurpose.DID, new byte[1])).hasSize(64);
            assertThat(custodian.signAll(keyId, KeyPurpose.DID, List.of(new byte[1], new byte[2])))
                    .hasSize(2);
            assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.AUDIT, new byte[1]))
                    .isInstanceOf(WrongPurposeException.class);
            vault.faults().seal();
            assertThatThrownBy(() -> custodian.sign(keyId, KeyPurpose.DID, new byte[1]))
                    .isInstanceOf(CustodyUnavailableException.class);
        }
        assertThat(count(registry, "done")).isEqualTo(2);
        assertThat(count(registry, "refused")).isEqualTo(1);
        assertThat(count(registry, "unavailable")).isEqualTo(1);
    }

    private static long count(SimpleMeterRegistry registry, String outcome) {
        return registry.get("notenboom.authservice.custody.sign")
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
