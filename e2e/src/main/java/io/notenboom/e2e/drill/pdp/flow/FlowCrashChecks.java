// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.WritesUnderFire;
import io.notenboom.e2e.drill.pdp.flow.FlowChecks.Replicas;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A decision point is killed without warning while flows are made, changed and revoked at it. */
final class FlowCrashChecks {

    private static final int KILLS = 3;
    private static final int AT_ONCE = 4;

    private final Replicas replicas;

    FlowCrashChecks(Replicas replicas) {
        this.replicas = replicas;
    }

    void run(Drill drill) {
        for (int kill = 1; kill <= KILLS; kill++) {
            String label = "kill-" + kill;
            drill.check(
                    "decision point killed while flows change, " + kill + " of " + KILLS
                            + ": all that was acknowledged is there, nothing is half",
                    () -> killed(label));
        }
    }

    private String killed(String label) {
        Acknowledged acknowledged = new Acknowledged();
        var unused = new WritesUnderFire(replicas.nodes().supervision())
                .run(replicas.one().process(), number -> lives(label + "-" + number, acknowledged), whole -> true);
        String token = replicas.auth().token();
        acknowledged.requireHeld(replicas.one(), token);
        acknowledged.requireHeld(replicas.other(), token);
        int whole = Acknowledged.requireWhole(replicas.one());
        return acknowledged.size() + " acknowledged, " + acknowledged.revoked() + " of them closed, hold at both; "
                + whole + " flows are whole";
    }

    /** Some lives of flows at one time; nothing when one of them met the kill. */
    private Optional<String> lives(String label, Acknowledged acknowledged) {
        List<Callable<String>> lives = IntStream.range(0, AT_ONCE)
                .mapToObj(number -> label + "-" + number)
                .<Callable<String>>map(composition -> () -> {
                    acknowledged.live(replicas.one(), replicas.one(), composition);
                    return composition;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> life : threads.invokeAll(lives)) {
                var unused = life.get();
            }
            return Optional.of(label);
        } catch (ExecutionException notAcknowledged) {
            throw new StepFailure(String.valueOf(notAcknowledged.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure("interrupted");
        }
    }
}
