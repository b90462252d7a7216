// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.AccessToken;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.ReceiverEhr;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.Demo;
import io.notenboom.e2e.demo.DemoOptions;
import io.notenboom.e2e.demo.DemoOptions.GatewayChoice;
import io.notenboom.e2e.demo.DemoSetup;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.pdp.TwoSides.Pair;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.launcher.process.Supervision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Complete eOverdrachten between two nodes, a process for each service, with a HAPI FHIR server and a gateway at the sender:
 * each end of a transfer, and notifications while the receiver is away; under the profiles of the seed and of the bolt.
 */
public final class TransferChecks {

    private static final String FIRST = "seed/negotiation";
    private static final int STEPS_UP_TO_THE_CREDENTIALS = 5;
    static final String NOTICE = "Composition/notice-1";
    private static final List<String> HURRIED = List.of(
            "-Dnotenboom.pdp.notification.attempts=3",
            "-Dnotenboom.pdp.notification.first-pause=1s",
            "-Dnotenboom.pdp.notification.longest-pause=1s");

    private final Path home;
    private final InstantSource clock;
    private final BiConsumer<Drill, DemoWorld> further;

    /**
     * Checks between two nodes.
     *
     * @param home root of the built source tree
     * @param further more checks with the nodes under the profile {@value #FIRST}
     */
    public TransferChecks(Path home, InstantSource clock, BiConsumer<Drill, DemoWorld> further) {
        this.home = home;
        this.clock = clock;
        this.further = further;
    }

    /** Runs the checks under each profile. */
    public void run(Drill drill) {
        for (String profile : List.of(FIRST, "bolt/negotiation", "seed/handoff-only", "bolt/handoff-only")) {
            run(drill, profile);
        }
    }

    /** Runs the checks under one profile. */
    public void run(Drill drill, String profile) {
        DemoOptions options =
                new DemoOptions(home, RunFolder.create(home), false, GatewayChoice.AUTO).under(profile, HURRIED);
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(options.folder()))) {
            AtomicReference<@Nullable DemoWorld> started = new AtomicReference<>();
            drill.check(profile + ": two nodes", () -> start(options, supervisor, started));
            DemoWorld world = started.get();
            if (world != null) {
                run(drill, profile, new Run(world, new TwoSides(world), supervisor, profile));
                if (profile.equals(FIRST)) {
                    further.accept(drill, world);
                }
            }
        }
    }

    private static void run(Drill drill, String profile, Run run) {
        if (profile.endsWith("/negotiation")) {
            drill.check(profile + ": notice, acceptance, handoff, completion", run::endToEnd);
            drill.check(profile + ": on hold with another date, asked again, called off", run::onHold);
            drill.check(profile + ": refusal", run::refusal);
        } else {
            drill.check(profile + ": handoff, completion", run::handoff);
            drill.check(profile + ": cancel", run::cancel);
        }
        drill.check(profile + ": notification while the receiver's gateway is away", run::retried);
        drill.check(profile + ": notification that was given up, tried again by the operator", run::deadLetter);
    }

    private String start(DemoOptions options, Supervision supervisor, AtomicReference<@Nullable DemoWorld> started) {
        ByteArrayOutputStream narration = new ByteArrayOutputStream();
        DemoReport report = new DemoReport(new PrintStream(narration, true, StandardCharsets.UTF_8));
        DemoWorld world = new DemoSetup(options, supervisor, clock).start(report);
        new Demo(clock).run(world, report, STEPS_UP_TO_THE_CREDENTIALS);
        if (!report.wellSoFar(STEPS_UP_TO_THE_CREDENTIALS)) {
            throw new StepFailure(
                    "the setting up failed:" + System.lineSeparator() + narration.toString(StandardCharsets.UTF_8));
        }
        started.set(world);
        return supervisor.processes().size() + " processes; logs in " + options.folder();
    }

    /** The checks with one pair of nodes. */
    private record Run(DemoWorld world, TwoSides sides, Supervision supervision, String profile) {

        private String scope() {
            return profile.startsWith("seed/") ? "eOverdracht-receiver" : "eOverdracht-sender";
        }

        /** Status of reading a resource through the sender's gateway, without a user. */
        private int read(String reference) {
            ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
            AccessToken token = ehr.requestToken(world.senderIssuer(), scope());
            return ehr.call(token, "GET", world.gateway().fhirBase() + "/" + reference, null)
                    .status();
        }

        /** Under the bolt medical data need a user, which this EHR does not show; the Task needs none. */
        private void requireOpen(String reference) {
            int expected = profile.startsWith("seed/") || reference.startsWith("Task/") ? 200 : 403;
            require(expected, read(reference), "reading " + reference);
        }

        private static void require(int expected, int status, String what) {
            if (status != expected) {
                throw new StepFailure(what + " answered " + status + " instead of " + expected);
            }
        }

        String endToEnd() {
            Pair pair = sides.startAndTell("notice", NOTICE);
            requireOpen(pair.task());
            requireOpen(NOTICE);
            require(403, read(DemoWorld.COMPOSITION), "the handoff before it is handed over");
            JsonNode accepted = sides.receive(pair, "accept", Map.of());
            sides.requireState(pair, "accepted");
            JsonNode handed = sides.send(pair, "handoff", Map.of("composition", DemoWorld.COMPOSITION));
            sides.requireState(pair, "in-progress");
            requireOpen(DemoWorld.COMPOSITION);
            require(403, read(NOTICE), "the notice after the handoff");
            JsonNode completed = sides.receive(pair, "complete", Map.of());
            sides.requireState(pair, "completed");
            require(403, read(DemoWorld.COMPOSITION), "the handoff after its completion");
            requireOpen(pair.task());
            require(409, sides.refused(pair, "accept"), "accepting what is completed");
            return "next " + accepted.path("next") + ", then " + handed.path("next") + ", then "
                    + completed.path("next");
        }

        String onHold() {
            Pair pair = sides.startAndTell("notice", NOTICE);
            JsonNode held = sides.receive(pair, "hold", Map.of("alternativeDate", "2026-12-24"));
            sides.requireState(pair, "on-hold");
            JsonNode asked = sides.send(pair, "request", Map.of());
            sides.requireState(pair, "requested");
            JsonNode accepted = sides.receive(pair, "accept", Map.of());
            JsonNode cancelled = sides.send(pair, "cancel", Map.of());
            sides.requireState(pair, "cancelled");
            require(403, read(NOTICE), "the notice after it was called off");
            return held.path("state").asText() + ", " + asked.path("state").asText() + ", "
                    + accepted.path("state").asText() + ", "
                    + cancelled.path("state").asText();
        }

        String refusal() {
            Pair pair = sides.startAndTell("notice", NOTICE);
            JsonNode refused = sides.receive(pair, "reject", Map.of("reason", "no place"));
            sides.requireState(pair, "rejected");
            require(403, read(NOTICE), "the notice after it was refused");
            return refused.path("state").asText() + ", the data closed";
        }

        String handoff() {
            Pair pair = sides.startAndTell("handoff", DemoWorld.COMPOSITION);
            requireOpen(DemoWorld.COMPOSITION);
            JsonNode completed = sides.receive(pair, "complete", Map.of());
            sides.requireState(pair, "completed");
            require(403, read(DemoWorld.COMPOSITION), "the handoff after its completion");
            return completed.path("state").asText() + ", the data closed";
        }

        String cancel() {
            Pair pair = sides.startAndTell("handoff", DemoWorld.COMPOSITION);
            JsonNode cancelled = sides.send(pair, "cancel", Map.of());
            sides.requireState(pair, "cancelled");
            require(403, read(DemoWorld.COMPOSITION), "the handoff after it was called off");
            return cancelled.path("state").asText() + ", the data closed";
        }

        private String kind() {
            return profile.endsWith("/negotiation") ? "notice" : "handoff";
        }

        private String composition() {
            return profile.endsWith("/negotiation") ? NOTICE : DemoWorld.COMPOSITION;
        }

        private void stopReceiversGateway() {
            Node node = world.receiver().node();
            supervision.stop(node.processName(ServiceKind.PROXY.shortName()));
        }

        private void startReceiversGateway() {
            world.receiver().node().start(ServiceKind.PROXY);
        }

        String retried() {
            stopReceiversGateway();
            String id;
            try {
                id = sides.start(kind(), composition()).path("id").asText();
                var unused = Await.until("a first attempt", TwoSides.LIMIT, () -> {
                    JsonNode notification = sides.sent(id).path("notification");
                    return notification.path("attempts").asInt() > 0 ? Optional.of(true) : Optional.empty();
                });
            } finally {
                startReceiversGateway();
            }
            if (sides.sent(id).path("notification").path("state").asText().equals("given-up")) {
                var unused = sides.operator().post("/pdp/v1/notifications/" + id + "/retry", Map.of());
            }
            JsonNode delivered = sides.awaitNotification(id, "delivered");
            String received =
                    sides.received(delivered.path("task").path("reference").asText());
            return "delivered with attempt "
                    + delivered.path("notification").path("attempts").asInt() + " as " + received;
        }

        String deadLetter() {
            stopReceiversGateway();
            String id;
            try {
                id = sides.start(kind(), composition()).path("id").asText();
                var unused = sides.awaitNotification(id, "given-up");
            } finally {
                startReceiversGateway();
            }
            boolean listed = false;
            for (JsonNode entry : sides.operator().get("/pdp/v1/notifications").path("notifications")) {
                listed |= id.equals(entry.path("transfer").asText());
            }
            if (!listed) {
                throw new StepFailure("the notification that was given up is not listed");
            }
            var unused = sides.operator().post("/pdp/v1/notifications/" + id + "/retry", Map.of());
            JsonNode delivered = sides.awaitNotification(id, "delivered");
            String received =
                    sides.received(delivered.path("task").path("reference").asText());
            return "given up after 3 attempts, listed, tried again, delivered as " + received;
        }
    }
}
