// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.Party;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The registries, separate processes, reach the same heads root over mTLS. */
public final class GossipStep implements DemoStep {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int STREAMS = 3;

    @Override
    public String name() {
        return "Gossip: equal heads roots over mTLS";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        List<Party> parties = List.of(world.foundation(), world.sender(), world.receiver());
        List<JsonNode> equal = Await.until("equal heads roots at all registries", LIMIT, () -> {
            List<JsonNode> states =
                    parties.stream().map(GossipStep::convergence).toList();
            boolean same = states.stream()
                            .map(state -> state.path("headsRoot").asText())
                            .distinct()
                            .count()
                    == 1;
            return same && states.getFirst().path("streams").asInt() >= STREAMS
                    ? Optional.of(states)
                    : Optional.empty();
        });
        for (int index = 0; index < parties.size(); index++) {
            JsonNode state = equal.get(index);
            report.fact(
                    parties.get(index).name(),
                    "%s streams, %s events, heads root %s"
                            .formatted(
                                    state.path("streams").asInt(),
                                    state.path("events").asInt(),
                                    state.path("headsRoot").asText()));
        }
        return true;
    }

    private static JsonNode convergence(Party party) {
        return party.ehr(ServiceKind.REGISTRY).get("/registry/v1/convergence");
    }
}
