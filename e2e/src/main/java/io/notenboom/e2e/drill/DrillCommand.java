// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill;

import io.notenboom.e2e.drill.auth.AuthDrill;
import io.notenboom.e2e.drill.registry.RegistryDrill;
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
import picocli.CommandLine.Parameters;

/** {@code notenboom drill}. */
@Command(
        name = "drill",
        description = {
            "Shows with real processes what must hold. Each line says what was done and what was seen; the last one is"
                    + " 'N passed, N failed', and the status is not 0 if any failed."
        },
        mixinStandardHelpOptions = true)
public final class DrillCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "demo, crash, registry, auth or pdp.")
    String name = "";

    private final Map<String, ToIntFunction<PrintStream>> drills = new LinkedHashMap<>();

    /** @param home root of the built source tree */
    public DrillCommand(InstantSource clock, Path home) {
        drills.put("demo", out -> new DemoDrill(home).run(out));
        drills.put("crash", out -> new CrashDrill(home, clock).run(out));
        drills.put("registry", out -> new RegistryDrill(home, clock).run(out));
        drills.put("auth", out -> new AuthDrill(home, clock).run(out));
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
        return drill.applyAsInt(out);
    }
}
