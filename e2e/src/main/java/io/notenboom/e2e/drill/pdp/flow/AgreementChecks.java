// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.pdp.flow.FlowChecks.Replicas;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What one replica acknowledged counts in the other before its next decision. */
final class AgreementChecks {

    private static final int IN_TURN = 50;
    private static final int AT_ONCE = 8;
    private static final int EACH = 15;

    private final Replicas replicas;

    AgreementChecks(Replicas replicas) {
        this.replicas = replicas;
    }

    void run(Drill drill) {
        drill.check("a flow made or revoked at one decision point: the other's next decision knows", () -> {
            String token = replicas.auth().token();
            for (int number = 0; number < IN_TURN; number++) {
                madeAndRevoked("turn-" + number, number % 2 == 0, token);
            }
            return IN_TURN + " made, permitted by the other; " + IN_TURN + " revoked, refused by the other";
        });
        drill.check("the same with " + AT_ONCE + " at one time, while both change one flow", this::atOnce);
    }

    private void madeAndRevoked(String composition, boolean swapped, String token) {
        DecisionPoint maker = swapped ? replicas.other() : replicas.one();
        DecisionPoint decider = swapped ? replicas.one() : replicas.other();
        String flow = maker.create(composition);
        decider.requireDecision(200, token, composition, "made at the other");
        int status = decider.revoke(flow);
        if (status != 200) {
            throw new StepFailure("revoking answered " + status);
        }
        maker.requireDecision(403, token, composition, "revoked at the other");
    }

    private String atOnce() throws InterruptedException {
        String token = replicas.auth().token();
        String shared = replicas.one().create("shared");
        List<Callable<Integer>> work = new ArrayList<>();
        for (int line = 0; line < AT_ONCE; line++) {
            int own = line;
            work.add(() -> {
                int changed = 0;
                for (int number = 0; number < EACH; number++) {
                    madeAndRevoked("line-" + own + "-" + number, own % 2 == 0, token);
                    changed += changeShared(own % 2 == 0 ? replicas.one() : replicas.other(), shared);
                }
                return changed;
            });
        }
        int changes = sum(work);
        requireShared(shared, changes);
        return AT_ONCE * EACH + " made and revoked; " + changes + " changes of one flow, each a version of its own";
    }

    /** A change on what was read a moment before; 1 when it was the first to come. */
    private static int changeShared(DecisionPoint at, String flow) {
        long version = at.flow(flow).body().path("version").asLong();
        int status = at.update(flow, version, "shared-" + version);
        if (status != 200 && status != 412) {
            throw new StepFailure("changing the flow of both answered " + status);
        }
        return status == 200 ? 1 : 0;
    }

    private static int sum(List<Callable<Integer>> work) throws InterruptedException {
        int sum = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> done : threads.invokeAll(work)) {
                sum += done.get();
            }
        } catch (ExecutionException failure) {
            throw new StepFailure(String.valueOf(failure.getCause()));
        }
        return sum;
    }

    private void requireShared(String flow, int changes) {
        JsonNode one = replicas.one().flow(flow).body();
        JsonNode other = replicas.other().flow(flow).body();
        if (!one.equals(other) || one.path("version").asInt() != changes + 1) {
            throw new StepFailure(changes + " changes were acknowledged; one has " + one + ", the other " + other);
        }
    }
}
