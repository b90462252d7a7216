// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code notenboom down}. */
@Command(name = "down", description = "Ends what demo --keep left running.", mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    private final Path home;

    /** @param home root of the built source tree */
    public DownCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        int ended = RunFolder.endAll(home);
        System.out.println(ended == 0 ? "Nothing was running." : "Ended " + ended + " run(s).");
        return 0;
    }
}
