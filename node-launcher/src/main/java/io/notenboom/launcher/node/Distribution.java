// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built software: where each service's program is, and the Java that runs it.
 *
 * @param home root of the source tree after a build
 * @param java options of the JVMs
 */
public record Distribution(Path home, JavaChoice java) {

    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    /** With the options that were chosen. */
    public Distribution(Path home) {
        this(home, JavaChoice.CHOSEN_AND_CACHE);
    }

    /**
     * The command that starts a service as a process of its own.
     *
     * @param javaOptions further options for its JVM
     * @throws IllegalStateException if the service was not built
     */
    public List<String> command(ServiceKind service, List<String> javaOptions) {
        return command(NodeProgram.of(service), javaOptions);
    }

    /**
     * The command that starts a process of a node.
     *
     * @param javaOptions further options for its JVM
     * @throws IllegalStateException if it was not built
     */
    public List<String> command(NodeProgram program, List<String> javaOptions) {
        Path jar = jar(program.module());
        List<String> options = Stream.concat(java.options(program).stream(), javaOptions.stream())
                .toList();
        List<String> start = java == JavaChoice.CHOSEN_AND_CACHE
                ? ClassCache.of(this, program.module()).start(options, jar)
                : List.of("-jar", jar.toString());
        return java(options, start);
    }

    /**
     * The command that starts the control plane.
     *
     * @throws IllegalStateException if it was not built
     */
    public List<String> controlPlane() {
        return java(java.options(), List.of("-jar", jar("hosting/control").toString()));
    }

    /** The JVM of a program of a node, without the program. */
    public List<String> jvm(NodeProgram program) {
        return java(java.options(program), List.of());
    }

    /** The folder of a program as Quarkus packages it. */
    Path application(String module) {
        return Objects.requireNonNull(jar(module).getParent(), "a file lies in a folder");
    }

    private Path jar(String module) {
        Path jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(module + " is not built: run ./notenboom build");
        }
        return jar;
    }

    /** Version of the built software. */
    public String version() {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("pom.xml")));
            if (!version.find()) {
                throw new IllegalStateException("no version in " + home.resolve("pom.xml"));
            }
            return version.group(1);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the version of " + home, failure);
        }
    }

    /** A command for this Java with settings for a small service. */
    public List<String> java(List<String> arguments) {
        return java(java.options(), arguments);
    }

    private static List<String> java(List<String> options, List<String> arguments) {
        return Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        options,
                        arguments)
                .flatMap(List::stream)
                .toList();
    }
}
