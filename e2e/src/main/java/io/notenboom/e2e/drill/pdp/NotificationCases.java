// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Notifications to a receiver whose endpoint is away, in trouble, or of the other form. */
record NotificationCases(DemoWorld world, TwoSides sides, Supervision supervision) {

    private static final String TYPE = "urn:oid:1.3.6.1.4.1.54851.2:";
    private static final String BOLT = "eoverdracht-notification";
    private static final int ATTEMPTS = 3;

    private JsonNode start() {
        return sides.start("handoff", DemoWorld.COMPOSITION);
    }

    private void stopReceiversGateway() {
        Node node = world.receiver().node();
        supervision.stop(node.processName(ServiceKind.PROXY.shortName()));
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

    /** A stand-in at the receiver's address answers 500, 401, and then nothing until the time is over. */
    String inTrouble() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer standIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            standIn.setExecutor(threads);
            standIn.createContext("/", exchange -> {
                int status =
                        switch (calls.incrementAndGet()) {
                            case 1 -> 500;
                            case 2 -> 401;
                            case 3 -> 0;
                            default -> 202;
                        };
                if (status > 0) {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                }
            });
            standIn.start();
            String url = "http://127.0.0.1:" + standIn.getAddress().getPort() + "/notification";
            moveTo(BOLT, url);
            try {
                return gaveUp(calls);
            } finally {
                moveTo(BOLT, world.receiver().node().proxyUrl() + "/notification");
                standIn.stop(0);
            }
        }
    }

    private String gaveUp(AtomicInteger calls) {
        String first = start().path("id").asText();
        JsonNode givenUp = sides.awaitNotification(first, "given-up");
        if (!listed(first) || calls.get() != ATTEMPTS) {
            throw new StepFailure("given up after " + calls.get() + " calls, listed: " + listed(first));
        }
        operator(first, "retry");
        var unused = sides.awaitNotification(first, "delivered");
        calls.set(0);
        String second = start().path("id").asText();
        unused = sides.awaitNotification(second, "given-up");
        operator(second, "drop");
        unused = sides.awaitNotification(second, "dropped");
        if (listed(first) || listed(second)) {
            throw new StepFailure("what was delivered or dropped is still listed");
        }
        return "500, 401, no answer: given up ("
                + givenUp.path("notification").path("note").asText()
                + "), listed; one tried again and delivered, one dropped";
    }

    /** The receiver registers another address, and the sender's copy of the registry has it. */
    private void moveTo(String type, String location) {
        var unused = world.receiver()
                .administrator(ServiceKind.REGISTRY)
                .post(
                        "/registry/v1/endpoints",
                        Map.of(
                                "careOrganisation",
                                CareOrganisation.RECEIVER.oid(),
                                "endpointType",
                                TYPE + type,
                                "location",
                                location));
        String path = "/registry/v1/organisations/"
                + URLEncoder.encode(CareOrganisation.RECEIVER.oid(), StandardCharsets.UTF_8) + "/endpoints";
        var known = Await.until("the new address in the sender's registry", TwoSides.LIMIT, () -> {
            List<String> locations = world.sender()
                    .ehr(ServiceKind.REGISTRY)
                    .get(path)
                    .path("endpoints")
                    .findValuesAsText("location");
            return locations.contains(location) ? Optional.of(true) : Optional.empty();
        });
    }

    /** A gateway of the receiver for Notified Pull; the sender's node is one that notifies by it. */
    String byTask(Map<String, Object> enforcementPoint) {
        var unused = world.receiver()
                .administrator(ServiceKind.PDP)
                .put("/pdp/v1/peps/" + Node.NOTIFICATION_PEP, enforcementPoint);
        moveTo("twiin-ta-notification", world.receiver().node().proxyUrl() + "/notification");
        TwoSides.Pair pair = sides.startAndTell("handoff", DemoWorld.COMPOSITION);
        JsonNode delivered = sides.awaitNotification(pair.sent(), "delivered");
        sides.requireState(pair, "in-progress");
        var done = sides.receive(pair, "complete", Map.of());
        sides.requireState(pair, "completed");
        return "delivered with attempt "
                + delivered.path("notification").path("attempts").asInt() + " as " + pair.received() + ", completed";
    }
}
