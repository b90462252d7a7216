// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.load;

import java.io.IOException;

/** Which process runs on which core of this machine ({@code taskset} of util-linux). */
public final class Cores {

    /** Where the service runs. */
    public static final String SERVICE = "0";

    /** Where everything else runs. */
    public static final String OTHERS = "1";

    private Cores() {}

    /**
     * Keeps a process, with all its threads, on these cores.
     *
     * @param cores a list as {@code taskset -c} takes it
     * @return whether that could be done: the program is there, and so are the cores
     */
    public static boolean pin(long process, String cores) throws InterruptedException {
        try {
            return new ProcessBuilder("taskset", "-acp", cores, Long.toString(process))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Lets a process run on every core again. */
    public static void release(long process) throws InterruptedException {
        boolean unusedWhereNothingWasPinned =
                pin(process, "0-" + (Runtime.getRuntime().availableProcessors() - 1));
    }
}
