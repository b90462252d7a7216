// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.classes;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.Demo;
import io.notenboom.e2e.demo.DemoOptions;
import io.notenboom.e2e.demo.DemoOptions.GatewayChoice;
import io.notenboom.e2e.demo.DemoSetup;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ClassCache;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.NodeProgram;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.ProcessStartException;
import io.notenboom.launcher.process.RemoteSupervisor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code notenboom classes}. */
@Command(
        name = "classes",
        description = {
            "Makes the cache of classes that all nodes of this machine share: runs the demo, whose people and organisations are"
                    + " made up, and keeps the classes that it loaded. `notenboom build` does it. Nodes run without it as well; they"
                    + " start later and take more memory."
        },
        mixinStandardHelpOptions = true)
public final class ClassesCommand implements Callable<Integer> {

    private static final double BYTES_PER_MIB = 1024.0 * 1024.0;

    private final InstantSource clock;
    private final Path home;

    /** @param home root of the built source tree */
    public ClassesCommand(InstantSource clock, Path home) {
        this.clock = clock;
        this.home = home;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = RunFolder.create(home);
        System.out.println("Running the demo to see which classes nodes need ...");
        try {
            runRecorded(folder);
            for (Map.Entry<NodeProgram, Path> program : programs(folder).entrySet()) {
                make(program.getKey(), program.getValue());
            }
            return 0;
        } catch (IOException
                | ProcessStartException
                | StepFailure
                | IllegalStateException
                | UncheckedIOException failure) {
            System.err.println(
                    "notenboom: no cache of classes was made, nodes run without it: " + failure.getMessage());
            return 1;
        }
    }

    /** Runs the demo, and ends its processes one after the other: each writes what it loaded when it ends. */
    private void runRecorded(Path folder) {
        DemoOptions usual = new DemoOptions(home, folder, false, GatewayChoice.PROXY);
        DemoOptions options = usual.withNodesOfBothKinds().under(usual.profile(), ClassCache.recording());
        DemoReport report =
                new DemoReport(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(folder))) {
            Thread stop = new Thread(supervisor::close);
            Runtime.getRuntime().addShutdownHook(stop);
            new Demo(clock).run(new DemoSetup(options, supervisor, clock).start(report), report);
            supervisor.processes().keySet().stream()
                    .filter(process -> !process.endsWith("/redis"))
                    .sorted()
                    .forEach(supervisor::stop);
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        if (!report.ok()) {
            throw new StepFailure("the demo failed, see the logs in " + folder);
        }
    }

    /** Every program of ours, and where it ran. */
    private static Map<NodeProgram, Path> programs(Path folder) {
        Map<NodeProgram, Path> programs = new LinkedHashMap<>();
        programs.put(NodeProgram.small(), folder.resolve("a").resolve("node"));
        for (ServiceKind service : ServiceKind.values()) {
            programs.put(NodeProgram.of(service), folder.resolve("b").resolve(service.shortName()));
        }
        return programs;
    }

    private void make(NodeProgram program, Path working) throws IOException, InterruptedException {
        Distribution distribution = new Distribution(home);
        Path made = ClassCache.of(distribution, program.module()).make(working, distribution.jvm(program));
        System.out.printf("  %-17s %4.0f MB  %s%n", program.module(), Files.size(made) / BYTES_PER_MIB, made);
    }
}
