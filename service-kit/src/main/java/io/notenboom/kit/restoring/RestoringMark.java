// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.restoring;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this node is being restored: as long as the file {@code restoring} lies in the data folder of a service. Who
 * restores puts it there before the data, and takes it away when the node may act again. A process that began without it
 * never looks again: data are put back while services are stopped. Safe for many threads.
 */
public final class RestoringMark {

    /** Name of the file. */
    public static final String FILE = "restoring";

    private final Path file;
    private volatile boolean on;

    /** @param dataFolder of the service */
    public RestoringMark(Path dataFolder) {
        this.file = dataFolder.resolve(FILE);
        this.on = isThere();
    }

    /** Whether the node is being restored; when that cannot be found out, it is. */
    public boolean isOn() {
        if (on) {
            on = isThere();
        }
        return on;
    }

    private boolean isThere() {
        return !Files.notExists(file);
    }
}
