// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.auth.AuthNodes;
import io.notenboom.e2e.drill.pdp.flow.FlowChecks.Replicas;
import io.notenboom.testkit.redis.RedisProcess;
import java.time.Duration;
import java.util.Optional;

/** Behind Sentinels: a replica of Redis takes over that never heard of the last changes. */
final class FlowFailOverChecks {

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final String KEY = "{" + AuthNodes.CUSTOMER + "}:pdp:";
    private static final int FLOWS = 12;

    private final Replicas replicas;

    FlowFailOverChecks(Replicas replicas) {
        this.replicas = replicas;
    }

    void run(Drill drill) {
        drill.check("Redis fails over and loses the last changes: the decision points write them back", this::failOver);
    }

    private String failOver() {
        String token = replicas.auth().token();
        String early = replicas.one().create("early");
        RedisProcess primary = replicas.redis().primary();
        RedisProcess follower = replicas.redis().servers().stream()
                .filter(server -> server.port() != primary.port())
                .findFirst()
                .orElseThrow();
        awaitCopied(primary, follower);
        Acknowledged late = new Acknowledged();
        Signals.hold(follower.pid());
        String found;
        try {
            // what is sent to it before this lies in its buffer
            var unused = primary.command("client", "kill", "type", "replica");
            for (int number = 0; number < FLOWS; number++) {
                late.live(replicas.one(), replicas.other(), "late-" + number);
            }
            requireRevoked(early);
            replicas.points().forEach(point -> point.requireDecision(403, token, "early", "revoked"));
            primary.kill();
        } finally {
            Signals.goOn(follower.pid());
            found = follower.command("hget", KEY + "flow-versions", early);
        }
        if (!found.equals("1")) {
            throw new StepFailure("the replica of Redis has version " + found + ": the drill shows nothing");
        }
        awaitPrimary(follower);
        for (DecisionPoint point : replicas.points()) {
            var unusedToo = Await.until(
                    "decisions again",
                    RECOVERY,
                    () -> point.decide(token, "early") == 503 ? Optional.empty() : Optional.of(true));
            point.requireDecision(403, token, "early", "revoked before the fail-over");
            late.requireHeld(point, token);
        }
        return FLOWS + " flows and a revocation that only the lost primary had hold at both";
    }

    private static void awaitPrimary(RedisProcess follower) {
        var unused = Await.until(
                "the replica takes over",
                RECOVERY,
                () -> follower.command("role").startsWith("master") ? Optional.of(true) : Optional.empty());
    }

    private void requireRevoked(String flow) {
        int status = replicas.one().revoke(flow);
        if (status != 200) {
            throw new StepFailure("revoking answered " + status);
        }
    }

    private static void awaitCopied(RedisProcess primary, RedisProcess follower) {
        var unused = Await.until("the replica of Redis has everything", RECOVERY, () -> {
            String here = primary.command("xinfo", "stream", KEY + "flow-log");
            return here.equals(follower.command("xinfo", "stream", KEY + "flow-log"))
                    ? Optional.of(true)
                    : Optional.empty();
        });
    }
}
