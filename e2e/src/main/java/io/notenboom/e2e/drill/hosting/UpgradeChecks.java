// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades in waves: one that cannot start goes back, one that can goes through, canary first. */
final class UpgradeChecks {

    /** A version that runs. */
    static final String NEXT = "0.2.0";

    /** A version of which nothing is there. */
    static final String BROKEN = "0.2.1";

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final HostedFleet fleet;

    UpgradeChecks(HostedFleet fleet) {
        this.fleet = fleet;
    }

    void run(Drill drill) {
        drill.check("an upgrade whose canary does not start goes back", this::broken);
        drill.check("an upgrade in waves", this::waves);
    }

    private String broken() {
        String canary = fleet.ids().getFirst();
        Map<String, Map<String, Long>> before = fleet.processesWithout(List.of(canary));
        JsonNode run = end(begin(BROKEN));
        if (!run.path("state").asText().equals("rolled-back")) {
            throw new StepFailure("the upgrade ended as " + run);
        }
        if (!fleet.processesWithout(List.of(canary)).equals(before)) {
            throw new StepFailure("others than the canary were touched");
        }
        return run.path("reason").asText() + "; the others ran on";
    }

    private String waves() {
        long start = System.nanoTime();
        JsonNode run = end(begin(NEXT));
        if (!run.path("state").asText().equals("done")) {
            throw new StepFailure("the upgrade ended as " + run);
        }
        int upgraded = fleet.as("alice")
                .get("/hosting/v1/customers?phase=ready&version=" + NEXT + "&limit=1000")
                .path("customers")
                .size();
        if (upgraded != fleet.ids().size()) {
            throw new StepFailure(upgraded + " of " + fleet.ids().size() + " run " + NEXT);
        }
        StringBuilder sizes = new StringBuilder();
        run.path("waves")
                .forEach(wave -> sizes.append(sizes.isEmpty() ? "" : " + ").append(wave.size()));
        return sizes + " customers in " + (System.nanoTime() - start) / 1_000_000_000 + " s";
    }

    private String begin(String version) {
        return fleet.as("alice")
                .post("/hosting/v1/upgrades", Map.of("version", version, "patienceSeconds", 900))
                .path("id")
                .asText();
    }

    private JsonNode end(String id) {
        return Await.until("upgrade " + id + " is over", PATIENCE, () -> Optional.of(
                        fleet.as("alice").get("/hosting/v1/upgrades/" + id))
                .filter(run -> !run.path("state").asText().startsWith("r")
                        || run.path("state").asText().equals("rolled-back")));
    }
}
