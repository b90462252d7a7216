// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.vault.OpenBaoServer;
import io.notenboom.testkit.vault.VaultStandIn;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.customer.CustomerMounts;
import io.notenboom.vault.customer.CustomerPolicies;
import io.notenboom.vault.customer.NodeIdentity;
import io.notenboom.vault.customer.WrappedSecretId;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultAnswer;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultRefusedException;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.AppRoleLogin;
import io.notenboom.vault.login.TokenFileLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A Vault that a suite runs against, the stand-in or a real server, with identities at it. */
final class TestVault implements AutoCloseable {

    private static final AtomicInteger CUSTOMERS = new AtomicInteger();
    private static @Nullable OpenBaoServer shared;

    final VaultServer server;
    final InstantSource clock;
    private final Secret root;
    private final Path folder;
    private final VaultHttp http;
    private final List<AutoCloseable> open = new ArrayList<>();

    private TestVault(URI address, String root, InstantSource clock, Path folder) {
        this.server = VaultServer.at(address);
        this.root = Secret.of(root);
        this.clock = clock;
        this.folder = folder;
        this.http = new VaultHttp(server);
        enable("approle");
        write("sys/policies/acl/notenboom-host", StrictJson.newObject().put("policy", CustomerPolicies.host()));
    }

    /** Identities at a stand-in. */
    static TestVault of(VaultStandIn standIn, InstantSource clock, Path folder) {
        TestVault vault = new TestVault(standIn.address(), standIn.rootToken(), clock, folder);
        vault.enable("kubernetes");
        return vault;
    }

    /** Identities at a real server; the test is skipped without one. */
    static TestVault ofServer(Path folder) {
        Assumptions.assumeTrue(OpenBaoServer.program().isPresent(), "no OpenBao here: the stand-in alone is tested");
        synchronized (TestVault.class) {
            if (shared == null) {
                shared = OpenBaoServer.start(OpenBaoServer.program().orElseThrow());
            }
            return new TestVault(shared.address(), shared.rootToken(), InstantSource.system(), folder);
        }
    }

    private void enable(String method) {
        try {
            write("sys/auth/" + method, StrictJson.newObject().put("type", method));
        } catch (VaultRefusedException enabled) {
            if (!enabled.isBadRequest()) {
                throw enabled;
            }
        }
    }

    /** A call as root. */
    VaultAnswer root(VaultCall call) {
        return http.send(call, root, Deadline.in(Duration.ofSeconds(5)));
    }

    /** A call with a token. */
    VaultAnswer with(Secret token, VaultCall call) {
        return http.send(call, token, Deadline.in(Duration.ofSeconds(5)));
    }

    /** A write as root. */
    void write(String path, ObjectNode body) {
        var unused = root(VaultCall.write(path, body));
    }

    /** A token with policies. */
    Secret token(String... policies) {
        ObjectNode body = StrictJson.newObject().put("no_default_policy", true).put("ttl", "1h");
        for (String policy : policies) {
            body.withArray("policies").add(policy);
        }
        return Secret.of(root(VaultCall.write("auth/token/create", body))
                .auth()
                .path("client_token")
                .asText());
    }

    Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private <T extends AutoCloseable> T closing(T client) {
        open.add(client);
        return client;
    }

    /** The host's identity. */
    CustomerMounts host() {
        Path file = file(
                "host-token-" + CUSTOMERS.incrementAndGet(),
                token("notenboom-host").reveal());
        return new CustomerMounts(closing(VaultClient.of(server, new TokenFileLogin(file), clock)));
    }

    /** A customer that nobody had before. */
    CustomerNames customer() {
        CustomerNames names = new CustomerNames("c%05d".formatted(CUSTOMERS.incrementAndGet()));
        host().provision(names, new NodeIdentity.AppRole());
        return names;
    }

    /** The identity of a service of a customer's node. */
    VaultClient node(CustomerNames names, String service) {
        return logIn(names.node(), service, host().wrap(names, service, Duration.ofMinutes(1)));
    }

    /** Who makes a customer's keys. */
    TransitCustodianAdmin custodian(CustomerNames names, InstantSource dates) {
        return closing(host().openCustodian(names, dates));
    }

    /** The same identity for calls of one's own. */
    VaultClient custodianCalls(CustomerNames names) {
        return closing(VaultClient.of(
                server,
                new TokenFileLogin(file(
                        "custodian-" + CUSTOMERS.incrementAndGet(),
                        token(names.custodian()).reveal())),
                clock));
    }

    private VaultClient logIn(String role, String service, WrappedSecretId wrapped) {
        Path file = file(
                role + "-" + service + "-" + CUSTOMERS.incrementAndGet(),
                wrapped.token().reveal());
        return closing(VaultClient.of(server, new AppRoleLogin("approle", role, wrapped.roleId(), file, null), clock));
    }

    @Override
    public void close() {
        open.forEach(client -> {
            try {
                client.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        http.close();
    }
}
