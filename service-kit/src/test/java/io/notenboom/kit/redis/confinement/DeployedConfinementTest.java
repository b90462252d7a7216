// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.redis.CustomerRedisUser;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.testkit.redis.RedisShape;
import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users are kept by each server: replicas, all servers of a Cluster and Sentinels are looked at, too. */
class DeployedConfinementTest {

    private static final String CUSTOMER = "c7f3k2";

    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void needsRedis() {
        Assumptions.assumeTrue(RedisProcess.isInstalled(), "redis-server not found, skipped");
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    private Confinement examined(RedisDeployment deployment) {
        RedisOptions options = new RedisOptions()
                .setType(RedisClientType.valueOf(deployment.shape().clientType().toUpperCase(Locale.ROOT)))
                .setMasterName(RedisDeployment.MASTER_NAME);
        deployment.urls().forEach(options::addConnectionString);
        return new ConfinementProbe(vertx, options, CUSTOMER).examine();
    }

    private static void permit(RedisProcess server, String rule) {
        assertThat(server.command("ACL", "SETUSER", CUSTOMER, rule)).isEqualTo("OK");
    }

    @Test
    void behindSentinelsTheReplicaCounts(@TempDir Path folder) {
        try (RedisDeployment deployment = RedisDeployment.start(RedisShape.SENTINEL, CUSTOMER, folder)) {
            assertThat(examined(deployment)).isEqualTo(new Confinement.Confined());
            RedisProcess primary = deployment.primary();
            RedisProcess replica = deployment.servers().stream()
                    .filter(server -> server.port() != primary.port())
                    .findFirst()
                    .orElseThrow();
            permit(replica, "+scan");
            assertThat(examined(deployment))
                    .isEqualTo(new Confinement.Escaped(
                            List.of("SCAN (lists every customer's keys) at redis://127.0.0.1:" + replica.port())));
            replica.kill();
            assertThat(examined(deployment)).isEqualTo(new Confinement.Confined());
        }
    }

    @Test
    void inAClusterEveryServerCounts(@TempDir Path folder) {
        try (RedisDeployment deployment = RedisDeployment.start(RedisShape.CLUSTER, CUSTOMER, folder)) {
            assertThat(examined(deployment)).isEqualTo(new Confinement.Confined());
            RedisProcess last = deployment.servers().getLast();
            permit(last, "~*");
            assertThat(examined(deployment))
                    .isInstanceOfSatisfying(Confinement.Escaped.class, escaped -> assertThat(escaped.ways())
                            .isNotEmpty()
                            .allSatisfy(way -> assertThat(way).endsWith(":" + last.port())));
        }
    }

    @Test
    void aPasswordIsReplacedWithoutAGap(@TempDir Path folder) {
        try (RedisDeployment deployment = RedisDeployment.start(RedisShape.STANDALONE, CUSTOMER, folder)) {
            RedisProcess server = deployment.servers().getFirst();
            PasswordHash old = PasswordHash.of(CustomerRedisUser.PASSWORD);
            String fresh = "a-fresh-password-of-a-customer";
            carryOut(server, RedisAcl.addPassword(CUSTOMER, PasswordHash.of(fresh)));
            carryOut(server, RedisAcl.save());
            server.kill();
            server.startAgain();
            assertThat(examined(deployment)).isEqualTo(new Confinement.Confined());
            assertThat(with(fresh, server)).isEqualTo(new Confinement.Confined());
            carryOut(server, RedisAcl.removePassword(CUSTOMER, old));
            carryOut(server, RedisAcl.save());
            server.kill();
            server.startAgain();
            assertThat(examined(deployment)).isInstanceOf(Confinement.Undetermined.class);
            assertThat(with(fresh, server)).isEqualTo(new Confinement.Confined());
        }
    }

    private static void carryOut(RedisProcess server, List<String> command) {
        assertThat(server.command(command.toArray(String[]::new))).isEqualTo("OK");
    }

    private Confinement with(String password, RedisProcess server) {
        RedisOptions options = new RedisOptions()
                .setConnectionString("redis://" + CUSTOMER + ":" + password + "@127.0.0.1:" + server.port());
        return new ConfinementProbe(vertx, options, CUSTOMER).examine();
    }
}
