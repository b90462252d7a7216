// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.bus.RedisServerProcess;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.redis.CustomerRedisUser;
import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.notenboom.trust.redis.RedisPlace;
import io.notenboom.trust.redis.RedisUser;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a user of one version of Redis can reach, and that every way out is noticed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConfinementProbeContract {

    private static final String CUSTOMER = "c7f3k2";
    private static final String RULES =
            "#" + PasswordHash.of(CustomerRedisUser.PASSWORD).sha256();

    private final Vertx vertx = Vertx.vertx();

    abstract RedisServerProcess start(Path folder, String users, List<String> more) throws Exception;

    @AfterAll
    void stop() {
        vertx.close();
    }

    private Confinement examined(String endpoint) {
        return new ConfinementProbe(vertx, new RedisOptions().setConnectionString(endpoint), CUSTOMER).examine();
    }

    private Confinement examined(RedisServerProcess server) {
        return examined(CustomerRedisUser.url(CUSTOMER, server.port()));
    }

    private static List<String> ways(Confinement confinement) {
        return confinement instanceof Confinement.Escaped escaped ? escaped.ways() : List.of();
    }

    @Test
    void theUserOfHostingCannotGetOutNorCanItAfterARestart(@TempDir Path folder) throws Exception {
        String users = RedisAcl.shared(
                        RedisPlace.SERVER,
                        List.of(
                                RedisUser.ofCustomer(CUSTOMER, PasswordHash.of(CustomerRedisUser.PASSWORD)),
                                RedisUser.ofCustomer("c7f3kz", PasswordHash.of("the-password-of-another-one"))))
                .file();
        try (RedisServerProcess server = start(folder, users, List.of())) {
            assertThat(examined(server)).isEqualTo(new Confinement.Confined());
            server.stop();
            assertThat(examined(server)).isInstanceOf(Confinement.Undetermined.class);
            server.startAgain();
            assertThat(examined(server)).isEqualTo(new Confinement.Confined());
        }
    }

    @Test
    void everyWayOutOfAUserThatMayDoEverythingIsNamed(@TempDir Path folder) throws Exception {
        String users = RedisAcl.NO_DEFAULT_USER + "\nuser c7f3k2 on " + RULES + " ~* &* +@all\n";
        try (RedisServerProcess server = start(folder, users, List.of())) {
            String at = " at redis://127.0.0.1:" + server.port();
            assertThat(ways(examined(server)))
                    .containsExactlyElementsOf(Trial.queued(CUSTOMER).stream()
                            .map(trial -> trial.told() + at)
                            .toList());
        }
    }

    @Test
    void categoriesLetThrough(@TempDir Path folder) throws Exception {
        String users = RedisAcl.NO_DEFAULT_USER + "\nuser c7f3k2 on " + RULES
                + " resetkeys ~{c7f3k2}:* resetchannels &{c7f3k2}:* +@read +@write +@stream +@pubsub +@connection"
                + " +@transaction -@dangerous -@admin\n";
        try (RedisServerProcess server = start(folder, users, List.of())) {
            assertThat(ways(examined(server)))
                    .anySatisfy(way -> assertThat(way).startsWith("SCAN "))
                    .anySatisfy(way -> assertThat(way).startsWith("RANDOMKEY "))
                    .anySatisfy(way -> assertThat(way).startsWith("DBSIZE "))
                    .anySatisfy(way -> assertThat(way).startsWith("MOVE "))
                    .noneSatisfy(way -> assertThat(way).startsWith("GET "));
        }
    }

    @Test
    void aPrefixWithoutItsEndIsNoticed(@TempDir Path folder) throws Exception {
        String users = RedisAcl.dedicated(
                        RedisPlace.SERVER,
                        List.of(RedisUser.ofCustomer(CUSTOMER, PasswordHash.of(CustomerRedisUser.PASSWORD))))
                .file()
                .replace("~{c7f3k2}:*", "~{c7f3k2*");
        try (RedisServerProcess server = start(folder, users, List.of())) {
            assertThat(ways(examined(server)))
                    .singleElement()
                    .asString()
                    .startsWith("GET (reads a customer's key whose name begins with this one's)");
        }
    }

    @Test
    void aDefaultUserWithoutAPasswordIsNoticed(@TempDir Path folder) throws Exception {
        String users = CustomerRedisUser.aclFile(CUSTOMER)
                .replace(RedisAcl.NO_DEFAULT_USER, "user default on nopass ~* &* +@all");
        try (RedisServerProcess server = start(folder, users, List.of())) {
            assertThat(ways(examined(server))).singleElement().asString().startsWith("PING without a password");
            assertThat(ways(examined("redis://127.0.0.1:" + server.port()))).hasSizeGreaterThan(0);
        }
    }

    @Test
    void aWrongPasswordShowsNothingAndIsNotTold(@TempDir Path folder) throws Exception {
        try (RedisServerProcess server = start(folder, CustomerRedisUser.aclFile(CUSTOMER), List.of())) {
            assertThat(examined("redis://c7f3k2:another-password@127.0.0.1:" + server.port()))
                    .isInstanceOfSatisfying(
                            Confinement.Undetermined.class, undetermined -> assertThat(undetermined.why())
                                    .contains("127.0.0.1")
                                    .doesNotContain("another-password"));
        }
    }

    @Test
    void overTlsTheNameOfTheServerCounts(@TempDir Path folder) throws Exception {
        LoopbackTls tls = LoopbackTls.create(folder, Instant.now());
        int port = FreePorts.any();
        List<String> arguments = List.of(
                "--bind",
                "127.0.0.1",
                "127.0.0.2",
                "--tls-port",
                Integer.toString(port),
                "--tls-auth-clients",
                "no",
                "--tls-cert-file",
                tls.certificate().toString(),
                "--tls-key-file",
                tls.key().toString());
        try (RedisServerProcess unused = start(folder, CustomerRedisUser.aclFile(CUSTOMER), arguments)) {
            String user = "rediss://c7f3k2:" + CustomerRedisUser.PASSWORD + "@";
            assertThat(overTls(user + "127.0.0.1:" + port, tls)).isEqualTo(new Confinement.Confined());
            assertThat(overTls(user + "127.0.0.2:" + port, tls)).isInstanceOf(Confinement.Undetermined.class);
        }
    }

    private Confinement overTls(String endpoint, LoopbackTls tls) {
        RedisOptions options = new RedisOptions().setConnectionString(endpoint);
        options.getNetClientOptions()
                .setSsl(true)
                .setHostnameVerificationAlgorithm("")
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(tls.certificate().toString()));
        new RedisConnections(NodeMode.STRICT).customize("<default>", options);
        return new ConfinementProbe(vertx, options, CUSTOMER).examine();
    }
}
