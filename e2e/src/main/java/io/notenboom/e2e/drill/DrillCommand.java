// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.demo.Demo;
import io.notenboom.e2e.demo.DemoOptions;
import io.notenboom.e2e.demo.DemoOptions.GatewayChoice;
import io.notenboom.e2e.demo.DemoSetup;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.process.RemoteSupervisor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code notenboom drill}. */
@Command(
        name = "drill",
        description = {
            "Shows with real processes what must hold. Drills: demo, crash. Ends with the line 'N passed, N failed'."
        },
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {

    private static final int STEPS_UP_TO_THE_TOKEN = 7;

    @Parameters(index = "0", description = "demo or crash")
    String drill = "";

    private final InstantSource clock;
    private final Path home;

    /** @param home root of the built source tree */
    public DrillCommand(InstantSource clock, Path home) {
        this.clock = clock;
        this.home = home;
    }

    @Override
    public Integer call() {
        PrintStream out = System.out;
        return switch (drill) {
            case "demo" -> new DemoDrill(home).run(out);
            case "crash" -> crash(out);
            default -> {
                out.println("notenboom: there is no drill '" + drill + "'; there are: demo, crash");
                yield 2;
            }
        };
    }

    private int crash(PrintStream out) {
        DemoOptions options = new DemoOptions(home, RunFolder.create(home), false, GatewayChoice.AUTO);
        DemoReport report = new DemoReport(out);
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisorPid(options.folder()))) {
            DemoWorld world = new DemoSetup(options, supervisor, clock).start(report);
            new Demo(clock).run(world, report, STEPS_UP_TO_THE_TOKEN);
            report.title("Crash drill");
            return new CrashDrill(world, supervisor).run(out);
        }
    }
}
