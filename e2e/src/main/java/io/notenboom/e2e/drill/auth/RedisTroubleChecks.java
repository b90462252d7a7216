// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import java.time.Duration;
import java.util.Optional;

/** A Redis that is full, does not answer, or is killed: nothing is given that cannot be remembered, and all is told as OAuth does. */
final class RedisTroubleChecks {

    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final int IN_A_ROW = 20;

    private final AuthScene scene;
    private final RedisDeployment redis;

    RedisTroubleChecks(AuthScene scene, RedisDeployment redis) {
        this.scene = scene;
        this.redis = redis;
    }

    void run(Drill drill) {
        drill.check("Redis full: no token, existing ones are known and can be ended", this::full);
        drill.check("Redis does not answer: 503, then it goes on", this::stalled);
        drill.check("Redis killed: 503, and nothing is lost", this::killed);
    }

    private String full() {
        RedisProcess server = redis.primary();
        String token = scene.token();
        String other = scene.token();
        try {
            var unused = server.command("config", "set", "maxmemory", "1");
            requireUnavailable(scene.ask(scene.presentation()));
            if (!scene.isActive(token)) {
                throw new StepFailure("a token that is active is called inactive");
            }
            int revoking = scene.revoke(other);
            if (revoking != 503) {
                throw new StepFailure("a revocation that could not be told to others answered " + revoking);
            }
            if (scene.isActive(other)) {
                throw new StepFailure("the revoked token is still active");
            }
        } finally {
            var unused = server.command("config", "set", "maxmemory", "0");
        }
        recover();
        if (scene.revoke(other) != 200) {
            throw new StepFailure("the revocation could not be repeated");
        }
        return "503 temporarily_unavailable with Retry-After; then tokens again";
    }

    private String stalled() {
        String used = scene.longestPresentation();
        if (scene.ask(used).status() != 200) {
            throw new StepFailure("no token");
        }
        var unused = redis.primary().command("client", "pause", "5000", "all");
        long start = System.nanoTime();
        requireUnavailable(scene.ask(scene.presentation()));
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (scene.ask(used).status() == 200) {
            throw new StepFailure("a presentation was used twice");
        }
        recover();
        return "503 after " + millis + " ms, " + IN_A_ROW + " tokens in a row afterwards";
    }

    private String killed() {
        String token = scene.token();
        String ended = scene.token();
        if (scene.revoke(ended) != 200) {
            throw new StepFailure("a token cannot be revoked");
        }
        RedisProcess server = redis.primary();
        String used = scene.longestPresentation();
        if (scene.ask(used).status() != 200) {
            throw new StepFailure("no token");
        }
        server.kill();
        requireUnavailable(scene.ask(scene.presentation()));
        server.startAgain();
        if (scene.ask(used).status() == 200) {
            throw new StepFailure("a presentation was used twice");
        }
        recover();
        scene.requireHeld(token, ended);
        return "503, tokens again after its restart";
    }

    private static void requireUnavailable(AuthScene.Answer answer) {
        if (!answer.isTemporarilyUnavailable()) {
            throw new StepFailure("expected 503 temporarily_unavailable with Retry-After, got " + answer);
        }
    }

    /** Waits for a token; after that none is refused any more. */
    private void recover() {
        var unused = Await.until("tokens again", RECOVERY, () -> {
            AuthScene.Answer answer = scene.ask(scene.presentation());
            return answer.status() == 200 ? Optional.of(true) : Optional.empty();
        });
        for (int number = 0; number < IN_A_ROW; number++) {
            var unusedToken = scene.token();
        }
    }
}
