// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeVault;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodian;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.customer.CustomerPolicies;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultRefusedException;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.AppRoleLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host does in its Vault for nodes of this machine; a subclass supplies the Vault. */
abstract class TransitCustodyContract {

    private static final AtomicInteger CUSTOMERS = new AtomicInteger();
    private static final Map<KeyPurpose, Integer> KEYS = Map.of(KeyPurpose.DID, 2, KeyPurpose.LOG, 1);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestVault vault;
    private TransitCustody custody;

    /** A Vault and its root token. */
    record TestVault(
            URI address,
            @Nullable String namespace,
            @Nullable Path authorities,
            Secret rootToken) {

        VaultServer server() {
            return new VaultServer(address, namespace, authorities);
        }
    }

    abstract TestVault vault() throws Exception;

    @BeforeEach
    void open() throws Exception {
        vault = vault();
        enable();
        write("sys/policies/acl/notenboom-host", StrictJson.newObject().put("policy", CustomerPolicies.host()));
        ObjectNode host = StrictJson.newObject().put("no_default_policy", true).put("period", "24h");
        host.putArray("policies").add("notenboom-host");
        Path token = Files.writeString(
                folder.resolve("host.token"),
                root(VaultCall.write("auth/token/create", host))
                        .path("client_token")
                        .asText());
        custody = new TransitCustody(
                id -> new NodeFolder(folder.resolve("nodes").resolve(id.value())),
                new HostVault(vault.address(), vault.namespace(), vault.authorities(), token),
                new DestroyedKeys(folder.resolve("data")),
                InstantSource.system());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
        if (custody != null) {
            custody.close();
        }
    }

    private void enable() {
        try {
            write("sys/auth/approle", StrictJson.newObject().put("type", "approle"));
        } catch (VaultRefusedException enabled) {
            assertThat(enabled.isBadRequest()).isTrue();
        }
    }

    private ObjectNode root(VaultCall call) {
        try (VaultHttp http = new VaultHttp(vault.server())) {
            return (ObjectNode) http.send(call, vault.rootToken(), Deadline.in(Duration.ofSeconds(5)))
                    .auth();
        }
    }

    private void write(String path, ObjectNode body) {
        try (VaultHttp http = new VaultHttp(vault.server())) {
            var _ = http.send(VaultCall.write(path, body), vault.rootToken(), Deadline.in(Duration.ofSeconds(5)));
        }
    }

    private static CustomerRecord customer() {
        return CustomerRecord.of(
                Specs.of("t%05d".formatted(CUSTOMERS.incrementAndGet())), Instant.parse("2026-11-22T10:00:00Z"));
    }

    private CustomerRecord provisioned() {
        CustomerRecord customer = customer();
        for (int time = 0; time < 2; time++) {
            assertThat(custody.ensure(customer)).isInstanceOf(StepOutcome.Done.class);
            assertThat(custody.keepReady(customer, KEYS)).isInstanceOf(StepOutcome.Done.class);
        }
        return customer;
    }

    private static CustomerNames names(CustomerRecord customer) {
        return new CustomerNames(customer.id().value());
    }

    private NodeFolder node(CustomerRecord customer) {
        return new NodeFolder(folder.resolve("nodes").resolve(customer.id().value()));
    }

    /** A service of the node, with what its folder tells it. */
    private VaultClient service(CustomerRecord customer, ServiceKind service) {
        NodeFolder node = node(customer);
        Map<String, String> settings = NodeVault.of(node).orElseThrow().settings();
        assertThat(settings)
                .containsEntry(
                        "notenboom.custody.vault.address", vault.address().toString());
        VaultClient client = VaultClient.of(
                vault.server(),
                new AppRoleLogin(
                        "approle",
                        names(customer).node(),
                        String.valueOf(settings.get("notenboom.custody.vault.app-role.role-id")),
                        NodeVault.wrappedSecretId(node, service),
                        NodeVault.secretId(node, service)),
                InstantSource.system());
        open.add(client);
        return client;
    }

    private TransitCustodian asNode(CustomerRecord customer, ServiceKind service) {
        return new TransitCustodian(service(customer, service), names(customer));
    }

    @Test
    void everyServiceThatSignsLogsInAndSignsWithKeysThatAreKeptReady() {
        CustomerRecord customer = provisioned();
        TransitCustodian registry = asNode(customer, ServiceKind.REGISTRY);
        assertThat(registry.list()).hasSize(3);
        KeyId key = registry.claim(KeyPurpose.DID);
        for (ServiceKind service : List.of(ServiceKind.AUTH, ServiceKind.PDP)) {
            assertThat(asNode(customer, service).sign(key, KeyPurpose.DID, new byte[] {1}))
                    .isNotEmpty();
        }
        var _ = custody.keepReady(customer, KEYS);
        assertThat(registry.list()).as("one more for the one in use").hasSize(4);
    }

    @Test
    @DisplayName("A secret id that a service unwrapped stays good when the customer is looked at again")
    void lookingAgainEndsNobody() {
        CustomerRecord customer = provisioned();
        asNode(customer, ServiceKind.AUTH).list();
        assertThat(custody.ensure(customer)).isInstanceOf(StepOutcome.Done.class);
        assertThat(asNode(customer, ServiceKind.AUTH).list()).hasSize(3);
    }

    @Test
    @DisplayName("A wrapped secret id that nobody unwrapped in time is replaced")
    void aForgottenSecretIdIsReplaced() {
        CustomerRecord customer = provisioned();
        Path wrapped = NodeVault.wrappedSecretId(node(customer), ServiceKind.AUTH);
        String before = read(wrapped);
        assertThat(wrapped.toFile()
                        .setLastModified(
                                Instant.now().minus(Duration.ofHours(2)).toEpochMilli()))
                .isTrue();
        var _ = custody.ensure(customer);
        assertThat(read(wrapped)).isNotEqualTo(before);
        assertThat(asNode(customer, ServiceKind.AUTH).list()).hasSize(3);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    @DisplayName("A node whose identity was taken away cannot sign; given back, it signs with the same keys")
    void anIdentityIsTakenAwayAndGivenBack() {
        CustomerRecord customer = provisioned();
        TransitCustodian node = asNode(customer, ServiceKind.AUTH);
        KeyId key = node.claim(KeyPurpose.DID);
        for (int time = 0; time < 2; time++) {
            assertThat(custody.revokeIdentity(customer)).isInstanceOf(StepOutcome.Done.class);
        }
        assertThatThrownBy(() -> node.sign(key, KeyPurpose.DID, new byte[] {1})).isInstanceOf(CustodyException.class);
        assertThat(NodeVault.wrappedSecretId(node(customer), ServiceKind.AUTH)).doesNotExist();
        var _ = custody.ensure(customer);
        assertThat(asNode(customer, ServiceKind.AUTH).sign(key, KeyPurpose.DID, new byte[] {1}))
                .isNotEmpty();
    }

    @Test
    @DisplayName("Destroyed keys are listed and gone for ever, with their engine")
    void keysAreDestroyed() {
        CustomerRecord customer = provisioned();
        CustomerRecord other = provisioned();
        var _ = custody.revokeIdentity(customer);
        for (int time = 0; time < 2; time++) {
            assertThat(custody.destroyKeys(customer)).isInstanceOf(StepOutcome.Done.class);
            assertThat(custody.destroyed(customer)).hasSize(3);
        }
        var _ = custody.ensure(customer);
        assertThat(asNode(customer, ServiceKind.AUTH).list()).isEmpty();
        assertThat(asNode(other, ServiceKind.AUTH).list()).as("another's keys").hasSize(3);
    }

    @Test
    @DisplayName("A node's identity reaches nothing of another customer, nor of a name that begins like its own")
    void oneNodeReachesNothingOfAnother() {
        CustomerRecord own = provisioned();
        CustomerRecord other = provisioned();
        KeyId foreign = asNode(other, ServiceKind.AUTH).claim(KeyPurpose.DID);
        String longer = names(own).keysMount() + "x";
        write("sys/mounts/" + longer, StrictJson.newObject().put("type", "transit"));
        write(longer + "/keys/k-1", StrictJson.newObject().put("type", "ecdsa-p256"));

        VaultClient node = service(own, ServiceKind.AUTH);
        ObjectNode input = StrictJson.newObject().put("input", "AAAA");
        for (VaultCall call : List.of(
                VaultCall.write(names(other).keysMount() + "/sign/" + foreign, input),
                VaultCall.read(names(other).keysMount() + "/keys/" + foreign),
                VaultCall.list(names(other).keysMount() + "/keys"),
                VaultCall.list(names(other).recordsMount() + "/metadata/purposes"),
                VaultCall.read(names(other).recordsMount() + "/data/purposes/" + foreign),
                VaultCall.write(longer + "/sign/k-1", input),
                VaultCall.read(longer + "/keys/k-1"),
                VaultCall.read("auth/approle/role/" + names(other).node() + "/role-id"),
                VaultCall.read("sys/policies/acl/" + names(other).node()))) {
            assertThatThrownBy(() -> node.call(call))
                    .as(call.toString())
                    .isInstanceOfSatisfying(VaultRefusedException.class, refused -> assertThat(refused.isDenied())
                            .isTrue());
        }
        TransitCustodian mine = asNode(own, ServiceKind.AUTH);
        assertThatThrownBy(() -> mine.sign(foreign, KeyPurpose.DID, new byte[] {1}))
                .as("another's kid at the own custodian")
                .isInstanceOf(CustodyException.class);
    }
}
