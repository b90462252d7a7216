// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.Demo;
import io.notenboom.e2e.demo.DemoOptions;
import io.notenboom.e2e.demo.DemoOptions.GatewayChoice;
import io.notenboom.e2e.demo.DemoSetup;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.launcher.process.Supervision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Complete eOverdrachten between two nodes, a process for each service, with a HAPI FHIR server of STU3 or R4 at each side and a
 * gateway before both: each end of a transfer under the profiles of the seed and of the bolt, and notifications to a receiver in
 * trouble.
 */
public final class TransferChecks {

    private static final int STEPS_UP_TO_THE_CREDENTIALS = 5;
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
     * @param further more checks with the first two nodes, under the profile {@code seed/negotiation} and STU3
     */
    public TransferChecks(Path home, InstantSource clock, BiConsumer<Drill, DemoWorld> further) {
        this.home = home;
        this.clock = clock;
        this.further = further;
    }

    /** Which two nodes. */
    private record Nodes(String family, String version) {

        boolean first() {
            return family.equals("seed") && version.equals("stu3");
        }

        /** Notifications do not depend on either; they are tried with the first nodes and the last. */
        boolean notified() {
            return first() || last();
        }

        boolean last() {
            return family.equals("bolt") && version.equals("r4");
        }

        String line(String profile, String what) {
            return family + "/" + profile + ", " + version + ": " + what;
        }
    }

    /** Runs the checks under each profile with each version of FHIR. */
    public void run(Drill drill) {
        for (String version : List.of("stu3", "r4")) {
            for (String family : List.of("seed", "bolt")) {
                run(drill, family, version);
            }
        }
    }

    /** Runs the checks under the profiles of a family with a version of FHIR. */
    public void run(Drill drill, String family, String version) {
        Nodes nodes = new Nodes(family, version);
        DemoOptions options = new DemoOptions(home, RunFolder.create(home), false, GatewayChoice.AUTO)
                .under(family + "/negotiation", HURRIED)
                .with(new DemoOptions.Fhir(version, true));
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(options.folder()))) {
            AtomicReference<@Nullable DemoWorld> started = new AtomicReference<>();
            drill.check(nodes.line("*", "two nodes"), () -> start(options, supervisor, started));
            DemoWorld world = started.get();
            if (world != null) {
                TransferCases cases = TransferCases.in(world, family);
                negotiation(drill, nodes, cases);
                if (nodes.first()) {
                    further.accept(drill, world);
                }
                if (drill.check(nodes.line("handoff-only", "the decision points of both nodes"), () -> {
                    handOffOnly(world, family);
                    return "started again";
                })) {
                    handoffs(drill, nodes, cases);
                    if (nodes.notified()) {
                        notifications(drill, nodes, new NotificationCases(world, cases.sides(), supervisor));
                    }
                }
            }
        }
    }

    private static void negotiation(Drill drill, Nodes nodes, TransferCases cases) {
        String profile = "negotiation";
        drill.check(nodes.line(profile, "a Composition in JSON and XML opens the same"), cases::derived);
        drill.check(nodes.line(profile, "notice, acceptance, handoff, completion"), cases::accepted);
        drill.check(nodes.line(profile, "on hold twice with another date, asked again, called off"), cases::called);
        drill.check(nodes.line(profile, "notice, refusal"), cases::refused);
        drill.check(nodes.line(profile, "handoff without notice, completion"), cases::handoff);
    }

    private static void handoffs(Drill drill, Nodes nodes, TransferCases cases) {
        String profile = "handoff-only";
        drill.check(nodes.line(profile, "handoff, completion"), cases::handoff);
        drill.check(nodes.line(profile, "handoff, called off"), cases::handoffCalledOff);
        drill.check(nodes.line(profile, "no notice"), cases::noNotice);
        drill.check(nodes.line(profile, "NutsAuthorizationCredentials, imported"), cases::imported);
    }

    private static void notifications(Drill drill, Nodes nodes, NotificationCases cases) {
        String profile = "handoff-only";
        drill.check(nodes.line(profile, "notification while the receiver's gateway is away"), cases::away);
        drill.check(nodes.line(profile, "notification to an endpoint in trouble"), cases::inTrouble);
        if (nodes.last()) {
            drill.check(nodes.line(profile, "notified by a Task (TA-NP), completion"), () -> {
                String own = nodes.family() + "/" + profile;
                List<String> options =
                        List.of("-Dnotenboom.pdp.profile=" + own, "-Dnotenboom.pdp.notification.form=ta-np");
                cases.world().sender().node().restart(ServiceKind.PDP, options);
                return cases.byTask(DemoSetup.notifiedByTask(cases.world(), List.of(own)));
            });
        }
    }

    private static void handOffOnly(DemoWorld world, String family) {
        List<String> options = List.of("-Dnotenboom.pdp.profile=" + family + "/handoff-only");
        world.sender().node().restart(ServiceKind.PDP, options);
        world.receiver().node().restart(ServiceKind.PDP, options);
    }

    private String start(DemoOptions options, Supervision supervision, AtomicReference<@Nullable DemoWorld> started) {
        ByteArrayOutputStream narration = new ByteArrayOutputStream();
        DemoReport report = new DemoReport(new PrintStream(narration, true, StandardCharsets.UTF_8));
        DemoWorld world = new DemoSetup(options, supervision, clock).start(report);
        new Demo(clock).run(world, report, STEPS_UP_TO_THE_CREDENTIALS);
        if (!report.wellSoFar(STEPS_UP_TO_THE_CREDENTIALS)) {
            throw new StepFailure(
                    "the setting up failed:" + System.lineSeparator() + narration.toString(StandardCharsets.UTF_8));
        }
        started.set(world);
        return supervision.processes().size() + " processes; logs in " + options.folder();
    }
}
