// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/**
 * A built program that goes into an image.
 *
 * @param name name of the service, such as {@code auth}
 * @param version version of the software
 * @param folder folder with the program
 * @param command what the runtime's {@code java} is given, with paths below {@link #HOME}
 */
public record Program(String name, String version, Path folder, List<String> command) {

    /** Where the program is in the image. */
    public static final String HOME = "/opt/notenboom/app";

    private static final String FAST_JAR = "quarkus-run.jar";

    public Program {
        command = List.copyOf(command);
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException(
                    "the name of a program is lower-case letters, digits and hyphens: " + name);
        }
    }

    /**
     * A service as Quarkus packages it.
     *
     * @param folder the folder {@code quarkus-app}
     * @throws IllegalArgumentException if the folder is none
     */
    public static Program fastJar(String name, String version, Path folder) {
        if (!Files.isRegularFile(folder.resolve(FAST_JAR))) {
            throw new IllegalArgumentException(folder + " has no " + FAST_JAR + ": run ./notenboom build");
        }
        return new Program(name, version, folder, List.of("-jar", HOME + "/" + FAST_JAR));
    }

    /**
     * A program of jars in one folder.
     *
     * @param folder the jars
     * @param mainClass where it begins
     * @throws IOException if the folder cannot be read
     * @throws IllegalArgumentException if the folder is not there, or no jar has that class
     */
    public static Program jars(String name, String version, Path folder, String mainClass) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is not there: run ./notenboom build");
        }
        String main = mainClass.replace('.', '/') + ".class";
        try (var files = Files.list(folder)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            if (!anyHas(jars, main)) {
                throw new IllegalArgumentException(
                        folder + " has no jar with " + mainClass + ": run ./notenboom build");
            }
        }
        return new Program(name, version, folder, List.of("-cp", HOME + "/*", mainClass));
    }

    private static boolean anyHas(List<Path> jars, String entry) throws IOException {
        for (Path jar : jars) {
            try (JarFile opened = new JarFile(jar.toFile())) {
                if (opened.getEntry(entry) != null) {
                    return true;
                }
            }
        }
        return false;
    }
}
