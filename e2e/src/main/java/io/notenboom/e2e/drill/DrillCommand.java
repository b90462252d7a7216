// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.drill.auth.AuthDrill;
import io.notenboom.e2e.drill.auth.RotationDrill;
import io.notenboom.e2e.drill.guide.GuideDrill;
import io.notenboom.e2e.drill.hosting.HostingDrill;
import io.notenboom.e2e.drill.hosting.HostingOptions;
import io.notenboom.e2e.drill.pdp.PdpDrill;
import io.notenboom.e2e.drill.registry.RegistryDrill;
import io.notenboom.e2e.drill.registry.RestoreDrill;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom drill}. */
@Command(
        name = "drill",
        description = {
            "Shows with real processes what must hold. Each line says what was done and what was seen; the last one is"
                    + " 'N passed, N failed', and the status is not 0 if any failed. hosting goes on with restore and rotation,"
                    + " each with such a line of its own."
        },
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "demo, crash, registry, auth, pdp, hosting, restore, rotation or guide.")
    String name = "";

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "With hosting: how many customers, 2 to 99 (default: ${DEFAULT-VALUE}).")
    int customers = HostingOptions.USUAL;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "With hosting: what they took, small or standard (default: ${DEFAULT-VALUE}).")
    String plan = "small";

    @Option(
            names = "--vault",
            description =
                    "With hosting: their keys are in an OpenBao; it needs the program bao (see hosting up --vault).")
    boolean vault;

    @Option(names = "--small", description = "For restore: the node is of one process.")
    boolean small;

    private final Map<String, ToIntFunction<PrintStream>> drills = new LinkedHashMap<>();

    /** @param home root of the built source tree */
    public DrillCommand(InstantSource clock, Path home) {
        drills.put("demo", out -> new DemoDrill(home).run(out));
        drills.put("crash", out -> new CrashDrill(home, clock).run(out));
        drills.put("registry", out -> new RegistryDrill(home, clock).run(out));
        drills.put("auth", out -> new AuthDrill(home, clock).run(out));
        drills.put("hosting", out -> hosting(home, clock, out));
        drills.put("pdp", out -> new PdpDrill(home, clock).run(out));
        drills.put("restore", out -> new RestoreDrill(home, clock, small).run(out));
        drills.put("rotation", out -> new RotationDrill(home, clock).run(out));
        drills.put("guide", out -> new GuideDrill(home).run(out));
    }

    /** With the drills of restoring and of rotation, which belong to hosting; the worst status of all. */
    private int hosting(Path home, InstantSource clock, PrintStream out) {
        int status = new HostingDrill(home, clock, new HostingOptions(customers, plan, vault)).run(out);
        out.println("Restore:");
        int restored = new RestoreDrill(home, clock, plan.equals("small")).run(out);
        out.println("Rotation:");
        int rotated = new RotationDrill(home, clock).run(out);
        return Math.max(status, Math.max(restored, rotated));
    }

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ToIntFunction<PrintStream> drill = drills.get(name);
        if (drill == null) {
            System.err.println(
                    "notenboom: there is no drill '" + name + "'; there are: " + String.join(", ", drills.keySet()));
            return 2;
        }
        if (small && !name.equals("restore")) {
            System.err.println("notenboom: --small is for the drill 'restore'");
            return 2;
        }
        try {
            return drill.applyAsInt(out);
        } catch (IllegalArgumentException unfit) {
            System.err.println("notenboom: " + unfit.getMessage());
            return 2;
        }
    }
}
