// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs that are installed on this machine. */
public final class Programs {

    private static final String USUAL_FOR_SERVERS = "/usr/sbin:/usr/local/sbin";

    private Programs() {}

    /** A program of this name in a folder of the PATH, or in the usual places for servers. */
    public static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":" + USUAL_FOR_SERVERS;
        return Arrays.stream(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
