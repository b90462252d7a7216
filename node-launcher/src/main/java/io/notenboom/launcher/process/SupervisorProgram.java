// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command that runs a supervisor as a process. */
final class SupervisorProgram {

    private static final String FAST_JAR = "quarkus-run.jar";

    private SupervisorProgram() {}

    /** This JVM's own Java and class path. */
    static List<String> command(SupervisorFiles files) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Xms4m",
                "-Xmx48m",
                "-XX:ReservedCodeCacheSize=16m",
                "-Xss512k",
                "-cp",
                classPath(System.getProperty("java.class.path")),
                SupervisorMain.class.getName(),
                files.folder().toString());
    }

    /** A service of Quarkus has one jar on its class path that loads the others by itself; a plain JVM needs them named. */
    static String classPath(String own) {
        Path jar = Path.of(own.split(File.pathSeparator, 2)[0]).toAbsolutePath();
        Optional<Path> folder = Optional.of(jar)
                .filter(file -> file.endsWith(FAST_JAR))
                .map(Path::getParent)
                .map(parent -> parent.resolve("lib/main"))
                .filter(Files::isDirectory);
        return folder.map(libraries -> libraries + "/*").orElse(own);
    }
}
