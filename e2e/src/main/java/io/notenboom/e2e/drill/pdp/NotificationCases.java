// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.Party;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notifications to a receiver whose endpoint is away, in trouble, or of the other form. */
record NotificationCases(DemoWorld world, TwoSides sides, Supervision supervision) {

    private static final String TYPES = "/registry/v1/endpoint-types";
    private static final String TA_NOTIFICATION = "urn:oid:1.3.6.1.4.1.54851.2:twiin-ta-notification";
    private static final int ATTEMPTS = 3;

    private JsonNode start() {
        return sides.start("handoff", DemoWorld.COMPOSITION);
    }

    private void stopReceiversGateway() {
        Node node = world.receiver().node();
        supervision.stop(node.processName(ServiceKind.PROXY));
    }

    private void startReceiversGateway() {
        world.receiver().node().start(ServiceKind.PROXY);
    }

    private boolean listed(String id) {
        return sides.operator()
                .get("/pdp/v1/notifications")
                .path("notifications")
                .findValuesAsText("transfer")
                .contains(id);
    }

    private void operator(String id, String act) {
        var unused = sides.operator().post("/pdp/v1/notifications/" + id + "/" + act, Map.of());
    }

    String away() {
        stopReceiversGateway();
        String id;
        try {
            id = start().path("id").asText();
            var unused = Await.until("a first attempt", TwoSides.LIMIT, () -> {
                JsonNode notification = sides.sent(id).path("notification");
                return notification.path("attempts").asInt() > 0 ? Optional.of(true) : Optional.empty();
            });
        } finally {
            startReceiversGateway();
        }
        if (sides.sent(id).path("notification").path("state").asText().equals("given-up")) {
            operator(id, "retry");
        }
        JsonNode delivered = sides.awaitNotification(id, "delivered");
        String received =
                sides.received(delivered.path("task").path("reference").asText());
        return "delivered with attempt "
                + delivered.path("notification").path("attempts").asInt() + " as " + received;
    }

    /** A stand-in at the receiver's address answers 500, 401, and then nothing until the time is over; and so once more. */
    String inTrouble() throws IOException, GeneralSecurityException {
        stopReceiversGateway();
        try (StandInEndpoint endpoint =
                new StandInEndpoint(world.receiver().node(), List.of(500, 401, StandInEndpoint.SILENCE))) {
            String first = start().path("id").asText();
            JsonNode givenUp = sides.awaitNotification(first, "given-up");
            int calls = endpoint.calls();
            if (!listed(first) || calls != ATTEMPTS) {
                throw new StepFailure("given up after " + calls + " calls, listed: " + listed(first));
            }
            String second = start().path("id").asText();
            var unused = sides.awaitNotification(second, "given-up");
            operator(second, "drop");
            operator(first, "retry");
            unused = sides.awaitNotification(first, "delivered");
            unused = sides.awaitNotification(second, "dropped");
            if (listed(first) || listed(second)) {
                throw new StepFailure("what was delivered or dropped is still listed");
            }
            return "500, 401, no answer: given up ("
                    + givenUp.path("notification").path("note").asText()
                    + "), listed; one tried again and delivered, one dropped";
        } finally {
            startReceiversGateway();
        }
    }

    /**
     * The receiver's gateway is one for Notified Pull, whose endpoint type the Foundation decides on; the sender's node is one that
     * notifies by it.
     */
    String byTask(Map<String, Object> enforcementPoint) {
        var unused = world.receiver()
                .administrator(ServiceKind.PDP)
                .put("/pdp/v1/peps/" + Node.NOTIFICATION_PEP, enforcementPoint);
        decideOnType();
        register();
        TwoSides.Pair pair = sides.startAndTell("handoff", DemoWorld.COMPOSITION);
        JsonNode delivered = sides.awaitNotification(pair.sent(), "delivered");
        sides.requireState(pair, "in-progress");
        var unusedToo = sides.receive(pair, "complete", Map.of());
        sides.requireState(pair, "completed");
        return "delivered with attempt "
                + delivered.path("notification").path("attempts").asInt() + " as " + pair.received() + ", completed";
    }

    private void decideOnType() {
        ApiClient foundation = world.foundation().administrator(ServiceKind.REGISTRY);
        ArrayNode types = foundation.get(TYPES).path("types").deepCopy();
        types.addObject()
                .put("urn", TA_NOTIFICATION)
                .put("payloadType", "Twiin-TA-notification")
                .put("hosts", "any")
                .putArray("schemes")
                .add("https");
        var unused = foundation.post("/registry/v1/foundation/endpoint-types", Map.of("types", types));
        for (Party party : List.of(world.receiver(), world.sender())) {
            await(party, TYPES, "types", "urn", TA_NOTIFICATION);
        }
    }

    private void register() {
        String location = world.receiver().node().proxyUrl() + "/notification";
        var unused = world.receiver()
                .administrator(ServiceKind.REGISTRY)
                .post(
                        "/registry/v1/endpoints",
                        Map.of(
                                "careOrganisation",
                                CareOrganisation.RECEIVER.oid(),
                                "endpointType",
                                TA_NOTIFICATION,
                                "location",
                                location));
        String endpoints = "/registry/v1/organisations/"
                + URLEncoder.encode(CareOrganisation.RECEIVER.oid(), StandardCharsets.UTF_8) + "/endpoints";
        await(world.sender(), endpoints, "endpoints", "endpointType", TA_NOTIFICATION);
    }

    private static void await(Party party, String path, String list, String member, String value) {
        boolean unused = Await.until(value + " at " + party.name(), TwoSides.LIMIT, () -> {
            boolean there = party.administrator(ServiceKind.REGISTRY)
                    .get(path)
                    .path(list)
                    .findValuesAsText(member)
                    .contains(value);
            return there ? Optional.of(true) : Optional.empty();
        });
    }
}
