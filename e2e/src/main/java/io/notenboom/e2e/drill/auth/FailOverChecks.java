// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.testkit.redis.RedisShape;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The server that takes the writes is killed and another one takes over. */
final class FailOverChecks {

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final int ALL_SLOTS = 16_384;
    private static final int IN_A_ROW = 20;

    private final AuthNodes nodes;

    FailOverChecks(AuthNodes nodes) {
        this.nodes = nodes;
    }

    void run(Drill drill, KeyWalk keys) {
        drill.check("Sentinel: the primary is killed, the replica takes over", () -> {
            try (RedisDeployment redis =
                    RedisDeployment.start(RedisShape.SENTINEL, AuthNodes.CUSTOMER, nodes.redisFolder("sentinel"))) {
                return on("sentinel", redis, keys, scene -> failOver(scene, redis, redis.primary()));
            }
        });
        drill.check("Cluster: a node with other slots is killed, then the one with the customer's", () -> {
            try (RedisDeployment redis = RedisDeployment.cluster(AuthNodes.CUSTOMER, nodes.redisFolder("cluster"), 1)) {
                return on("cluster", redis, keys, scene -> {
                    String others = otherNode(scene, redis);
                    return others + "; the customer's: " + failOver(scene, redis, redis.primary());
                });
            }
        });
    }

    private interface Part {
        String run(AuthScene scene);
    }

    private String on(String label, RedisDeployment redis, KeyWalk keys, Part part) {
        AuthScene scene = nodes.start(label, redis);
        try {
            String seen = part.run(scene);
            keys.check(redis);
            return seen;
        } finally {
            nodes.stop(scene.node());
        }
    }

    /** A server that this customer's keys are not on; the client looks for all of them. */
    private static String otherNode(AuthScene scene, RedisDeployment redis) {
        RedisProcess own = redis.primary();
        RedisProcess other = redis.servers().stream()
                .filter(server -> server.port() != own.port())
                .filter(server -> server.command("role").startsWith("master"))
                .findFirst()
                .orElseThrow();
        String used = scene.longestPresentation();
        if (scene.ask(used).status() != 200) {
            throw new StepFailure("no token");
        }
        long start = System.nanoTime();
        other.kill();
        int refused = untilTokensAgain(scene, used);
        long millis = (System.nanoTime() - start) / 1_000_000;
        var unused = Await.until(
                "all slots are served again",
                RECOVERY,
                () -> own.command("cluster", "info").contains("cluster_slots_ok:" + ALL_SLOTS)
                        ? Optional.of(true)
                        : Optional.empty());
        other.startAgain();
        return "another's node: tokens again after " + millis + " ms, " + refused + " refused with 503";
    }

    private static String failOver(AuthScene scene, RedisDeployment redis, RedisProcess primary) {
        String token = scene.token();
        String ended = scene.token();
        if (scene.revoke(ended) != 200) {
            throw new StepFailure("a token cannot be revoked");
        }
        String used = scene.longestPresentation();
        if (scene.ask(used).status() != 200) {
            throw new StepFailure("no token");
        }
        long start = System.nanoTime();
        primary.kill();
        int refused = untilTokensAgain(scene, used);
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (refused == 0) {
            throw new StepFailure("no request met the fail-over: the drill shows nothing");
        }
        scene.requireHeld(token, ended);
        primary.startAgain();
        if (redis.primary().port() == primary.port()) {
            throw new StepFailure("the one that was killed is the primary again");
        }
        for (int number = 0; number < IN_A_ROW; number++) {
            var unused = scene.token();
        }
        return "tokens again after " + millis + " ms, " + refused + " refused with 503, no presentation used twice";
    }

    /** How many requests were refused until one was answered; all of them in the form of OAuth. */
    private static int untilTokensAgain(AuthScene scene, String used) {
        int refused = 0;
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            if (scene.ask(used).status() == 200) {
                throw new StepFailure("a presentation was used twice");
            }
            AuthScene.Answer answer = scene.ask(scene.presentation());
            if (answer.status() == 200) {
                return refused;
            }
            if (!answer.isTemporarilyUnavailable()) {
                throw new StepFailure("expected 503 temporarily_unavailable with Retry-After, got " + answer);
            }
            if (System.nanoTime() - end > 0) {
                throw new StepFailure("no token within " + RECOVERY.toSeconds() + " s");
            }
            refused++;
            LockSupport.parkNanos(100_000_000L);
        }
    }
}
