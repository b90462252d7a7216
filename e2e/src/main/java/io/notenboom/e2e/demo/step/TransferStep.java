// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sender's EHR starts the transfer; the flow is derived from the Composition, and the receiver is notified. */
public final class TransferStep implements DemoStep {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "Start: transfer from a Composition";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        JsonNode started = world.sender()
                .ehr(ServiceKind.PDP)
                .post(
                        "/pdp/v1/transfers",
                        Map.of(
                                "kind",
                                "handoff",
                                "composition",
                                DemoWorld.COMPOSITION,
                                "receiver",
                                Map.of("organisation", CareOrganisation.RECEIVER.oid()),
                                "sender",
                                Map.of("subject", CareOrganisation.SENDER.subject())));
        List<String> resources = new ArrayList<>();
        started.path("resources")
                .forEach(resource -> resources.add(resource.path("reference").asText()));
        DemoWorld.Transfer transfer = new DemoWorld.Transfer(
                started.path("id").asText(),
                started.path("flow").asText(),
                started.path("task").path("reference").asText(),
                resources);
        world.transfer(transfer);
        report.fact("transfer", transfer.id() + ", flow " + transfer.flow());
        report.fact(
                "task",
                transfer.task() + ", " + started.path("task").path("state").asText());
        report.fact("opens", transfer.resources().size() + " resources: " + String.join(", ", transfer.resources()));
        report.fact("receiver's inbox", awaitNotification(world, transfer));
        return true;
    }

    private static String awaitNotification(DemoWorld world, DemoWorld.Transfer transfer) {
        ApiClient inbox = world.receiver().ehr(ServiceKind.PDP);
        return Await.until("the notification in the receiver's inbox", LIMIT, () -> {
            for (JsonNode received :
                    inbox.get("/pdp/v1/transfers?role=receiver").path("transfers")) {
                if (transfer.task()
                        .equals(received.path("task").path("reference").asText())) {
                    return Optional.of(received.path("id").asText() + ", from " + received.path("sender"));
                }
            }
            return Optional.empty();
        });
    }
}
