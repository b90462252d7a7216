// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of a service, run as a process of its own, so that nothing of a service is on the class path of these commands. */
final class ServiceProgram {

    private static final int NOT_BUILT = 2;

    private final Path home;
    private final String service;
    private final String program;

    /**
     * @param home the source tree
     * @param service module of the service
     * @param program main class
     */
    ServiceProgram(Path home, String service, String program) {
        this.home = home;
        this.service = service;
        this.program = program;
    }

    /** Runs it to its end, and gives its exit status. */
    int run(List<String> arguments) throws IOException, InterruptedException {
        Path folder = home.resolve(service + "/target/quarkus-app");
        if (!Files.isDirectory(folder)) {
            System.err.println("notenboom: " + service + " is not built: run ./notenboom build");
            return NOT_BUILT;
        }
        Process process =
                new ProcessBuilder(command(folder, arguments)).inheritIO().start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        return process.waitFor();
    }

    List<String> command(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                folder.resolve("app") + "/*:" + folder.resolve("lib/main") + "/*:" + folder.resolve("lib/boot") + "/*",
                program));
        command.addAll(arguments);
        return command;
    }
}
