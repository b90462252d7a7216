// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.Demo;
import io.notenboom.e2e.demo.DemoOptions;
import io.notenboom.e2e.demo.DemoOptions.GatewayChoice;
import io.notenboom.e2e.demo.DemoSetup;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.launcher.process.Supervision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Kills each service of a node while it is being written to, and looks whether anything acknowledged is lost. */
final class CrashDrill {

    private static final int STEPS_UP_TO_THE_TOKEN = 7;

    private final Path home;
    private final InstantSource clock;

    CrashDrill(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Runs the drill; answers the exit status. */
    int run(PrintStream out) {
        Drill drill = new Drill(out);
        DemoOptions options = new DemoOptions(home, RunFolder.create(home), false, GatewayChoice.AUTO);
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(options.folder()))) {
            AtomicReference<DemoWorld> started = new AtomicReference<>();
            if (drill.check("two nodes, one transfer started", () -> start(options, supervisor, started))) {
                new Kills(Objects.requireNonNull(started.get()), supervisor).run(drill);
            }
        }
        return drill.finish();
    }

    private String start(DemoOptions options, Supervision supervisor, AtomicReference<DemoWorld> started) {
        ByteArrayOutputStream narration = new ByteArrayOutputStream();
        DemoReport report = new DemoReport(new PrintStream(narration, true, StandardCharsets.UTF_8));
        DemoWorld world = new DemoSetup(options, supervisor, clock).start(report);
        new Demo(clock).run(world, report, STEPS_UP_TO_THE_TOKEN);
        if (!report.wellSoFar(STEPS_UP_TO_THE_TOKEN)) {
            throw new StepFailure(
                    "the demo failed:" + System.lineSeparator() + narration.toString(StandardCharsets.UTF_8));
        }
        started.set(world);
        return supervisor.processes().size() + " processes; logs in " + options.folder();
    }
}
