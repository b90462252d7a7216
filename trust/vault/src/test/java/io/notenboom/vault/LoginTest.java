// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.vault.ServiceAccount;
import io.notenboom.testkit.vault.VaultStandIn;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.customer.NodeIdentity;
import io.notenboom.vault.customer.WrappedSecretId;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.AppRoleLogin;
import io.notenboom.vault.login.KubernetesLogin;
import io.notenboom.vault.login.TokenFileLogin;
import io.notenboom.vault.login.VaultLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-04T05:06:07Z"));
    private final VaultStandIn standIn = VaultStandIn.start(clock);
    private TestVault vault;
    private CustomerNames names;

    @BeforeEach
    void setUp() {
        vault = TestVault.of(standIn, clock, folder);
        names = vault.customer();
        standIn.forgetCalls();
    }

    @AfterEach
    void stop() {
        vault.close();
        standIn.close();
    }

    private AppRoleLogin appRole(WrappedSecretId wrapped, Path file) throws IOException {
        Files.writeString(file, wrapped.token().reveal());
        return new AppRoleLogin("approle", names.node(), wrapped.roleId(), file, null);
    }

    private VaultClient client(VaultLogin login) {
        return VaultClient.of(vault.server, login, clock);
    }

    private long logins() {
        return standIn.calls().stream().filter(call -> call.endsWith("/login")).count();
    }

    @Test
    void manyThreadsLogInOnce() throws Exception {
        Path file = folder.resolve("wrapped");
        WrappedSecretId wrapped = vault.host().wrap(names, "auth", MINUTE);
        standIn.forgetCalls();
        try (VaultClient client = client(appRole(wrapped, file));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> check = () -> {
                client.check();
                return true;
            };
            List<Future<Boolean>> checks =
                    IntStream.range(0, 20).mapToObj(i -> threads.submit(check)).toList();
            for (Future<Boolean> done : checks) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void aTokenIsRenewedForEverWhileTheServiceIsIdle() throws IOException {
        try (VaultClient client = client(appRole(vault.host().wrap(names, "auth", MINUTE), folder.resolve("w")))) {
            client.check();
            standIn.forgetCalls();
            for (int minutes = 0; minutes < 60 * 48; minutes += 10) {
                clock.advance(Duration.ofMinutes(10));
                client.maintain();
            }
            assertThat(logins()).isZero();
            assertThat(standIn.calls()).contains("WRITE auth/token/renew-self");
            client.check();
        }
    }

    @Test
    void aTokenThatIsGoneIsReplacedInTheSameCall() throws IOException {
        try (VaultClient client = client(appRole(vault.host().wrap(names, "auth", MINUTE), folder.resolve("w")))) {
            client.check();
            standIn.revokeTokens();
            client.check();
            clock.advance(Duration.ofDays(3));
            client.check();
        }
    }

    @Test
    void aWrappedSecretIdIsUnwrappedOnce() throws IOException {
        Path file = folder.resolve("w");
        WrappedSecretId wrapped = vault.host().wrap(names, "auth", MINUTE);
        try (VaultClient first = client(appRole(wrapped, file));
                VaultClient second = client(appRole(wrapped, file))) {
            first.check();
            assertThatThrownBy(second::check)
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("was used before")
                    .hasMessageContaining("wrap a new")
                    .hasMessageNotContaining(wrapped.token().reveal());
            standIn.forgetCalls();
            clock.advance(Duration.ofSeconds(3));
            assertThatThrownBy(second::check).hasMessageContaining("was used before");
            assertThat(standIn.calls()).isEmpty();
            Files.writeString(
                    file, vault.host().wrap(names, "auth", MINUTE).token().reveal());
            clock.advance(Duration.ofSeconds(3));
            second.check();
        }
    }

    @Test
    void aRestartNeedsNoNewSecretIdWhenItIsKept() throws IOException {
        WrappedSecretId wrapped = vault.host().wrap(names, "auth", MINUTE);
        Path file = Files.writeString(folder.resolve("w"), wrapped.token().reveal());
        Path kept = folder.resolve("secret-id");
        for (int start = 0; start < 3; start++) {
            try (VaultClient client = client(new AppRoleLogin("approle", names.node(), wrapped.roleId(), file, kept))) {
                client.check();
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(standIn.calls().stream().filter(call -> call.endsWith("/unwrap")))
                .hasSize(1);
        WrappedSecretId newer = vault.host().wrap(names, "auth", MINUTE);
        try (VaultClient client = client(new AppRoleLogin("approle", names.node(), wrapped.roleId(), file, kept))) {
            assertThatThrownBy(client::check).as("replaced").isInstanceOf(CustodyException.class);
            Files.writeString(file, newer.token().reveal());
            clock.advance(Duration.ofSeconds(3));
            client.check();
        }
    }

    @Test
    void aWrappedSecretIdEndsWhenNobodyUnwrapsIt() throws IOException {
        AppRoleLogin login = appRole(vault.host().wrap(names, "auth", MINUTE), folder.resolve("w"));
        clock.advance(Duration.ofMinutes(2));
        try (VaultClient late = client(login)) {
            assertThatThrownBy(late::check).isInstanceOf(CustodyException.class).hasMessageContaining("has ended");
        }
    }

    @Test
    void aWrappingTokenThatSomebodyElseMadeIsNotUnwrapped() throws IOException {
        CustomerNames other = vault.customer();
        WrappedSecretId foreign = vault.host().wrap(other, "auth", MINUTE);
        standIn.forgetCalls();
        try (VaultClient client = client(appRole(foreign, folder.resolve("w")))) {
            assertThatThrownBy(client::check).hasMessageContaining("was not made for a secret id of " + names.node());
        }
        assertThat(standIn.calls()).doesNotContain("WRITE sys/wrapping/unwrap");
    }

    @Test
    void aNewSecretIdEndsTheOneThatTheServiceHadBefore() throws IOException {
        try (VaultClient older = client(appRole(vault.host().wrap(names, "auth", MINUTE), folder.resolve("a")));
                VaultClient registry =
                        client(appRole(vault.host().wrap(names, "registry", MINUTE), folder.resolve("r")))) {
            older.check();
            registry.check();
            WrappedSecretId newer = vault.host().wrap(names, "auth", MINUTE);
            standIn.revokeTokens();
            assertThatThrownBy(older::check)
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("wrap a new one");
            registry.check();
            try (VaultClient next = client(appRole(newer, folder.resolve("b")))) {
                next.check();
            }
        }
    }

    @Test
    void aServiceAccountLogsInForItsOwnCustomerOnly() throws IOException {
        vault.host().provision(names, new NodeIdentity.Kubernetes("nuts-" + names.customer(), "node", "vault"));
        standIn.knowServiceAccount("jwt-own", new ServiceAccount("nuts-" + names.customer(), "node", "vault"));
        standIn.knowServiceAccount("jwt-other", new ServiceAccount("nuts-other0", "node", "vault"));
        standIn.knowServiceAccount("jwt-audience", new ServiceAccount("nuts-" + names.customer(), "node", "api"));
        Path jwt = folder.resolve("jwt");
        try (VaultClient client = client(new KubernetesLogin("kubernetes", names.node(), jwt))) {
            for (String refused : List.of("jwt-other", "jwt-audience", "unknown")) {
                Files.writeString(jwt, refused);
                clock.advance(Duration.ofSeconds(3));
                assertThatThrownBy(client::check)
                        .isInstanceOf(CustodyException.class)
                        .hasMessageContaining("bound to this namespace")
                        .hasMessageNotContaining(refused);
            }
            Files.writeString(jwt, "jwt-own");
            clock.advance(Duration.ofSeconds(3));
            client.check();
            assertThat(new TransitCustodian(client, names).list()).isEmpty();
        }
    }

    @Test
    void aTokenFileIsReadAgainWhenItsTokenIsGone() throws IOException {
        Path file = Files.writeString(
                folder.resolve("token"), vault.token(names.node()).reveal() + "\n");
        try (VaultClient client = client(new TokenFileLogin(file))) {
            client.check();
            standIn.revokeTokens();
            assertThatThrownBy(client::check)
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("put a new one");
            Files.writeString(file, vault.token(names.node()).reveal());
            clock.advance(Duration.ofSeconds(3));
            client.check();
        }
        Secret left = Secret.of(Files.readString(file));
        assertThat(vault.with(left, VaultCall.read("auth/token/lookup-self")).isFound())
                .as("a token that others own is not revoked")
                .isTrue();
    }

    @Test
    void aClockThatIsSetBackKeepsNoRefusal() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "unknown");
        try (VaultClient client = client(new TokenFileLogin(file))) {
            assertThatThrownBy(client::check).hasMessageContaining("put a new one");
            Files.writeString(file, vault.token(names.node()).reveal());
            assertThatThrownBy(client::check).as("for two seconds").hasMessageContaining("put a new one");
            clock.advance(Duration.ofHours(-1));
            client.check();
        }
    }

    @Test
    void aTokenOfALoginIsGivenBack() throws IOException {
        int before = standIn.livingTokens();
        VaultClient client = client(appRole(vault.host().wrap(names, "auth", MINUTE), folder.resolve("w")));
        client.check();
        client.close();
        // that of the host that wrapped stays
        assertThat(standIn.livingTokens()).isEqualTo(before + 1);
    }

    @Test
    void oneRefusalIsEnoughForAMoment() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "wrong");
        try (VaultClient client = client(new TokenFileLogin(file))) {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(client::check).isInstanceOf(CustodyException.class);
            }
        }
        assertThat(standIn.calls()).hasSize(1);
    }

    @Test
    void onlyTheOwnAuthorityAndTheRightHostNameAreTrusted() throws Exception {
        LoopbackTls tls = LoopbackTls.create(Files.createDirectory(folder.resolve("tls")), Instant.now());
        LoopbackTls foreign = LoopbackTls.create(Files.createDirectory(folder.resolve("foreign")), Instant.now());
        try (VaultStandIn secure = VaultStandIn.start(InstantSource.system(), tls, "care/c7f3k2")) {
            Path token = Files.writeString(folder.resolve("root"), secure.rootToken());
            VaultServer right = new VaultServer(secure.address(), "care/c7f3k2/", tls.certificate());
            try (VaultClient client = VaultClient.of(right, new TokenFileLogin(token), clock)) {
                client.check();
            }
            try (VaultClient client = VaultClient.of(
                    new VaultServer(secure.address(), "care/c7f3k2", foreign.certificate()),
                    new TokenFileLogin(token),
                    clock)) {
                assertThatThrownBy(client::check).isInstanceOf(CustodyUnavailableException.class);
            }
            URI otherName = URI.create("https://127.0.0.2:" + secure.address().getPort());
            try (VaultClient client = VaultClient.of(
                    new VaultServer(otherName, "care/c7f3k2", tls.certificate()), new TokenFileLogin(token), clock)) {
                assertThatThrownBy(client::check).isInstanceOf(CustodyUnavailableException.class);
            }
            try (VaultClient client = VaultClient.of(
                    new VaultServer(secure.address(), "care/other0", tls.certificate()),
                    new TokenFileLogin(token),
                    clock)) {
                assertThatThrownBy(client::check).isInstanceOf(CustodyException.class);
            }
        }
    }

    @Test
    void tokensDoNotTravelInTheClear() {
        for (String address : List.of(
                "http://vault.example",
                "ftp://vault.example",
                "https://u:p@vault.example",
                "https://vault.example/v1")) {
            assertThatThrownBy(() -> VaultServer.at(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new VaultServer(URI.create("https://vault.example"), "../other", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VaultCall.read("transit-c7f3k2/../sys")).isInstanceOf(IllegalArgumentException.class);
        assertThat(VaultCall.write("sys/wrapping/lookup", StrictJson.newObject().put("token", "hvs.1")))
                .hasToString("POST sys/wrapping/lookup");
    }
}
