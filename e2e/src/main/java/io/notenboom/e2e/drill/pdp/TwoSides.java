// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.launcher.node.ServiceKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The EHRs of both sides of a transfer, each with the API of its own node. */
final class TwoSides {

    /** Longer than any notification that gets through takes. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String TRANSFERS = "/pdp/v1/transfers";

    private final ApiClient sender;
    private final ApiClient receiver;

    TwoSides(DemoWorld world) {
        this.sender = world.sender().ehr(ServiceKind.PDP);
        this.receiver = world.receiver().ehr(ServiceKind.PDP);
    }

    /** A transfer as both sides name it. */
    record Pair(String sent, String received, String task) {}

    /** The sender starts; answers its transfer. */
    JsonNode start(String kind, String composition) {
        return sender.post(TRANSFERS, request(kind, composition));
    }

    /** The sender tries to start; answers whatever came back. */
    ApiClient.Answer tryToStart(String kind, String composition) {
        return sender.send("POST", TRANSFERS, request(kind, composition));
    }

    private static Map<String, Object> request(String kind, String composition) {
        return Map.of(
                "kind",
                kind,
                "composition",
                composition,
                "receiver",
                Map.of("organisation", CareOrganisation.RECEIVER.oid()),
                "sender",
                Map.of("subject", CareOrganisation.SENDER.subject()));
    }

    /** The sender starts, and the receiver is told. */
    Pair startAndTell(String kind, String composition) {
        JsonNode started = start(kind, composition);
        String task = started.path("task").path("reference").asText();
        return new Pair(started.path("id").asText(), received(task), task);
    }

    /** Waits until the inbox has a Task. */
    String received(String task) {
        return Await.until("the notification of " + task, LIMIT, () -> {
            for (JsonNode entry : receiver.get(TRANSFERS + "?role=receiver").path("transfers")) {
                if (task.equals(entry.path("task").path("reference").asText())) {
                    return Optional.of(entry.path("id").asText());
                }
            }
            return Optional.empty();
        });
    }

    /** A step of the sender. */
    JsonNode send(Pair pair, String step, Map<String, ?> body) {
        return sender.post(TRANSFERS + "/" + pair.sent() + "/" + step, body);
    }

    /** A step of the receiver, which names the sender. */
    JsonNode receive(Pair pair, String step, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("sender", Map.of("organisation", CareOrganisation.SENDER.oid()));
        return receiver.post(TRANSFERS + "/" + pair.received() + "/" + step, body);
    }

    /** What a step of the receiver answers that must not be possible. */
    int refused(Pair pair, String step) {
        return receiver.send("POST", TRANSFERS + "/" + pair.received() + "/" + step, Map.of())
                .status();
    }

    /** The sender's transfer. */
    JsonNode sent(String id) {
        return sender.get(TRANSFERS + "/" + id);
    }

    /** Waits until the sender's notification is in a state. */
    JsonNode awaitNotification(String id, String state) {
        return Await.until("a notification that is " + state, LIMIT, () -> {
            JsonNode transfer = sent(id);
            return state.equals(transfer.path("notification").path("state").asText())
                    ? Optional.of(transfer)
                    : Optional.empty();
        });
    }

    /** How often the receiver was told of a Task. */
    int told(Pair pair) {
        return receiver.get(TRANSFERS + "/" + pair.received())
                .path("notification")
                .path("count")
                .asInt();
    }

    /** The sender's operator. */
    ApiClient operator() {
        return sender;
    }

    /** Fails unless both sides say that the Task is in a state. */
    void requireState(Pair pair, String state) {
        JsonNode here = sent(pair.sent());
        JsonNode there = receive(pair, "refresh", Map.of());
        if (!state.equals(here.path("state").asText())
                || !state.equals(there.path("state").asText())) {
            throw new StepFailure("expected both sides to say " + state + ": the sender says " + here.path("state")
                    + ", the receiver " + there.path("state"));
        }
    }
}
