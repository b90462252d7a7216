// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.guide;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.guide.GuidePage.Block;
import io.notenboom.launcher.hosting.HostingLaunch;
import io.notenboom.launcher.process.SupervisorFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * {@code notenboom drill guide}: a host, a customer and everything that happens to them, as the operations guide tells it. The
 * folder {@code /srv} of the page is one of this run.
 */
public final class GuideDrill {

    /** The page, below the root of the source tree. */
    public static final String PAGE = "docs/operations/guide.md";

    private static final String PLACE = "/srv/";
    private static final List<String> SOFTWARE =
            List.of("registry-service", "auth-service", "pdp-service", "aaa-proxy", "small-node");

    private final Path home;
    private final Path folder;

    /**
     * Runs nothing yet.
     *
     * @param home root of the built source tree
     */
    public GuideDrill(Path home) {
        this(home, RunFolder.create(home));
    }

    /** @param folder where it runs; its path has to be short enough for the names of sockets */
    public GuideDrill(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** Runs the drill; answers the exit status. */
    public int run(PrintStream out) {
        return run(out, true);
    }

    /** The same without what takes long. */
    public int runQuickly(PrintStream out) {
        return run(out, false);
    }

    private int run(PrintStream out, boolean withSlowOnes) {
        Drill drill = new Drill(out);
        try (GuideShell shell = new GuideShell(prepare())) {
            for (Block block : GuidePage.read(home.resolve(PAGE)).blocks()) {
                if (block.slow() && !withSlowOnes) {
                    drill.notRun(block.heading() + ", line " + block.line(), "./notenboom drill guide does");
                } else if (shell.isSound()) {
                    drill.check(block.heading() + ", line " + block.line(), () -> type(shell, block));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + PAGE, failure);
        } finally {
            var unusedNodes = HostingLaunch.endNodes(folder.resolve("srv/host/nodes"));
            HostingLaunch.endVault(folder.resolve("srv/host"));
            var unusedLeft = new SupervisorFiles(folder.resolve("srv/host/run")).endLeft();
        }
        drill.note("what was printed, and logs, in " + folder);
        return drill.finish();
    }

    private String type(GuideShell shell, Block block) throws IOException, InterruptedException {
        List<String> printed = shell.type(here(block.commands()));
        Files.write(folder.resolve("line-" + block.line() + ".txt"), printed);
        Printed.missing(block.printed().stream().map(this::here).toList(), printed)
                .ifPresent(line -> {
                    throw new StepFailure(
                            "'" + line + "' is not in what was printed: " + String.join("\n      ", printed));
                });
        return block.printed().isEmpty() ? "done" : "prints what the page shows";
    }

    private String here(String text) {
        return text.replace(PLACE, folder.resolve("srv") + "/");
    }

    /** The folder in which commands are typed: its front door is that of the source tree. */
    private Path prepare() {
        try {
            Path next = Files.createDirectories(folder.resolve("srv/notenboom-0.2.0"));
            for (String module : SOFTWARE) {
                Files.createSymbolicLink(next.resolve(module), home.resolve(module));
            }
            Path clone = Files.createDirectories(folder.resolve("clone"));
            Path door = Files.writeString(
                    clone.resolve("notenboom"), "#!/bin/sh\nexec '" + home.resolve("notenboom") + "' \"$@\"\n");
            Files.setPosixFilePermissions(door, PosixFilePermissions.fromString("rwx------"));
            return clone;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot prepare " + folder, failure);
        }
    }
}
