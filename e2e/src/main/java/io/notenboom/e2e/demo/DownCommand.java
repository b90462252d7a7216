// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.launcher.node.NodeFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code notenboom down}. */
@Command(
        name = "down",
        description = "Ends what demo --keep left running, and what a killed run left behind.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    private final Path home;

    /** @param home root of the built source tree */
    public DownCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        int ended = RunFolder.endAll(home);
        int left = new NodeFolder(home.resolve(".notenboom/node")).supervisor().endLeft();
        if (left > 0) {
            System.out.println("Ended " + left + " processes of a node whose supervisor was killed.");
        }
        if (ended > 0) {
            System.out.println("Ended " + ended + (ended == 1 ? " run." : " runs."));
        }
        if (ended + left == 0) {
            System.out.println("Nothing was running.");
        }
        return 0;
    }
}
