// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.pdp.flow.FlowChecks.Replicas;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.testkit.redis.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Redis or the authorization server hangs, is killed, or forgets: no decision meanwhile, and the same ones afterwards. */
final class FlowTroubleChecks {

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    /** Redis may take 3 seconds, an answer that hangs 2 more. */
    private static final long LONGEST_ANSWER_MILLIS = 8_000;

    private static final int FLOWS = 12;
    private static final int IN_A_ROW = 20;

    private final Replicas replicas;

    FlowTroubleChecks(Replicas replicas) {
        this.replicas = replicas;
    }

    void run(Drill drill) {
        runShort(drill);
        drill.check("Redis killed: 503, and nothing is lost", this::redisKilled);
        drill.check("authorization server hangs: 503 in time, then it goes on", this::authHangs);
        drill.check("authorization server gone: 503, then it goes on", this::authGone);
    }

    void runShort(Drill drill) {
        drill.check("Redis hangs: 503 in time, then it goes on", this::redisHangs);
        drill.check("Redis killed and emptied: 503 and told, restored by a replica that was killed too", this::emptied);
    }

    private Acknowledged someFlows(String label) {
        Acknowledged flows = new Acknowledged();
        for (int number = 0; number < FLOWS; number++) {
            flows.live(replicas.one(), replicas.other(), label + "-" + number);
        }
        return flows;
    }

    private String redisHangs() throws InterruptedException {
        Acknowledged flows = someFlows("hang");
        String open = replicas.one().create("hang-open");
        String token = replicas.auth().token();
        replicas.points().forEach(point -> point.requireDecision(200, token, "hang-open", "open"));
        long redis = replicas.redis().primary().pid();
        long longest;
        int revoking;
        Signals.hold(redis);
        try {
            longest = refused(token, "hang-open");
            revoking = replicas.one().revoke(open);
        } finally {
            Signals.goOn(redis);
        }
        require(503, revoking, "revoking while Redis hangs");
        goOn("hang-open", token);
        flows.requireHeld(replicas.one(), token);
        require(200, replicas.one().revoke(open), "revoking again");
        replicas.other().requireDecision(403, token, "hang-open", "revoked");
        return 2 * IN_A_ROW + " decisions at one time refused with 503, the last after " + longest + " ms";
    }

    private String redisKilled() throws InterruptedException {
        Acknowledged flows = someFlows("killed");
        var unused = replicas.one().create("killed-open");
        String token = replicas.auth().token();
        RedisProcess redis = replicas.redis().primary();
        redis.kill();
        long longest = refused(token, "killed-open");
        redis.startAgain();
        goOn("killed-open", token);
        for (DecisionPoint point : replicas.points()) {
            flows.requireHeld(point, token);
        }
        return "503 after " + longest + " ms at most; " + flows.size() + " flows hold";
    }

    private String emptied() throws IOException, InterruptedException {
        Acknowledged flows = someFlows("emptied");
        String open = replicas.one().create("emptied-open");
        String token = replicas.auth().token();
        replicas.points().forEach(point -> point.requireDecision(200, token, "emptied-open", "open"));
        RedisProcess redis = replicas.redis().primary();
        redis.kill();
        deleteFilesOf(redis);
        redis.startAgain();
        requireLost();
        require(503, replicas.one().revoke(open), "revoking what Redis lost");
        var unused = replicas.nodes()
                .supervision()
                .killAndAwaitRestart(replicas.one().process());
        requireLost();
        replicas.registerGateway();
        replicas.points().forEach(point -> point.requireDecision(503, token, "emptied-open", "Redis is empty"));
        int restored = replicas.one().restore();
        goOn("emptied-open", token);
        for (DecisionPoint point : replicas.points()) {
            flows.requireHeld(point, token);
        }
        require(200, replicas.other().revoke(open), "revoking again");
        replicas.one().requireDecision(403, token, "emptied-open", "revoked");
        return "503, state lost at both; " + restored + " flows restored, " + flows.size() + " of them looked at";
    }

    private void requireLost() {
        for (DecisionPoint point : replicas.points()) {
            var unused = Await.until(
                    point.process() + " says that Redis lost the flows",
                    RECOVERY,
                    () -> point.state().equals("lost") ? Optional.of(true) : Optional.empty());
        }
    }

    private void deleteFilesOf(RedisProcess redis) throws IOException {
        Path files = replicas.redisFolder().resolve("server-" + redis.port() + "/appendonlydir");
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String authHangs() throws InterruptedException {
        var unused = replicas.one().create("auth-hangs");
        String token = replicas.auth().token();
        String process = replicas.auth().node().processName(ServiceKind.AUTH);
        long auth = Objects.requireNonNull(
                replicas.nodes().supervision().processes().get(process), process + " runs");
        long longest;
        Signals.hold(auth);
        try {
            longest = refused(token, "auth-hangs");
        } finally {
            Signals.goOn(auth);
        }
        goOn("auth-hangs", token);
        return "503 after " + longest + " ms at most";
    }

    private String authGone() throws InterruptedException {
        var unused = replicas.one().create("auth-gone");
        String token = replicas.auth().token();
        replicas.nodes().stop(replicas.auth().node());
        long longest = refused(token, "auth-gone");
        replicas.auth().node().start(ServiceKind.AUTH);
        goOn("auth-gone", token);
        return "503 after " + longest + " ms at most";
    }

    /** Many ask both at one time, all are refused; answers how many milliseconds the last one waited. */
    private long refused(String token, String composition) throws InterruptedException {
        List<Callable<Long>> questions = new ArrayList<>();
        for (int number = 0; number < IN_A_ROW; number++) {
            for (DecisionPoint point : replicas.points()) {
                questions.add(() -> {
                    long start = System.nanoTime();
                    point.requireDecision(503, token, composition, "what it rests on is away");
                    return (System.nanoTime() - start) / 1_000_000;
                });
            }
        }
        long longest = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> answer : threads.invokeAll(questions)) {
                longest = Math.max(longest, answer.get());
            }
        } catch (ExecutionException failure) {
            throw new StepFailure(String.valueOf(failure.getCause()));
        }
        if (longest > LONGEST_ANSWER_MILLIS) {
            throw new StepFailure("a refusal took " + longest + " ms");
        }
        return longest;
    }

    /** Waits until both permit again; after that none is refused any more. */
    private void goOn(String composition, String token) {
        for (DecisionPoint point : replicas.points()) {
            var unused = Await.until(
                    "decisions again",
                    RECOVERY,
                    () -> point.decide(token, composition) == 200 ? Optional.of(true) : Optional.empty());
        }
        for (int number = 0; number < IN_A_ROW; number++) {
            replicas.points().forEach(point -> point.requireDecision(200, token, composition, "all is back"));
        }
    }

    private static void require(int expected, int status, String what) {
        if (status != expected) {
            throw new StepFailure(what + " answered " + status + " instead of " + expected);
        }
    }
}
