// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.DemoOptions.GatewayChoice;
import io.notenboom.e2e.demo.step.TransferStep;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.process.ProcessStartException;
import io.notenboom.launcher.process.RemoteSupervisor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom demo}. */
@Command(
        name = "demo",
        description = "One transfer of care between two hosted nodes, on real parts.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--json", description = "End with one line of JSON.")
    boolean json;

    @Option(names = "--keep", description = "Leave everything running; `notenboom down` ends it.")
    boolean keep;

    @Option(
            names = "--gateway",
            defaultValue = "auto",
            description = "auto, nginx or proxy (default: ${DEFAULT-VALUE}).")
    String gateway = "auto";

    @Option(names = "--small", description = "The nodes of the vendors are one process each.")
    boolean small;

    private final InstantSource clock;
    private final Path home;

    /** @param home root of the built source tree */
    public DemoCommand(InstantSource clock, Path home) {
        this.clock = clock;
        this.home = home;
    }

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        GatewayChoice choice = choice();
        DemoOptions usual = new DemoOptions(home, RunFolder.create(home), keep, choice);
        DemoOptions options = small ? usual.withSmallNodes() : usual;
        DemoReport report = new DemoReport(out);
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(options.folder()))) {
            Thread stop = new Thread(supervisor::close);
            Runtime.getRuntime().addShutdownHook(stop);
            run(options, report, supervisor, out);
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (ProcessStartException | StepFailure | IllegalStateException | UncheckedIOException failure) {
            out.println();
            out.println("notenboom: " + failure.getMessage());
        }
        report.summary();
        if (!report.ok()) {
            out.println("Logs of all processes: " + options.folder());
        }
        if (json) {
            out.println(report.json());
        }
        return report.ok() ? 0 : 1;
    }

    private void run(DemoOptions options, DemoReport report, RemoteSupervisor supervisor, PrintStream out) {
        DemoWorld world = new DemoSetup(options, supervisor, clock).start(report);
        new Demo(clock).run(world, report);
        if (keep && report.ok()) {
            report.title("One more transfer, left open to try things on");
            var unused = new TransferStep().run(world, report);
        }
        if (keep) {
            Path endpoints = EndpointsFile.write(options, world, supervisor, supervisor.pid());
            supervisor.keep();
            new KeptRun(world, endpoints).tell(out);
        }
    }

    private GatewayChoice choice() {
        try {
            return GatewayChoice.valueOf(gateway.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new picocli.CommandLine.ParameterException(
                    new picocli.CommandLine(this), "--gateway is auto, nginx or proxy, not '" + gateway + "'");
        }
    }
}
