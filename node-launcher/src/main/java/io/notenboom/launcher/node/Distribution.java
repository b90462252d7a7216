// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The built software: where each service's program is, and the Java that runs it.
 *
 * @param home root of the source tree after a build
 */
public record Distribution(Path home) {

    private static final List<String> SMALL_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx192m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED");

    /** Giving tokens, deciding and searching are the same work over and over: there the optimising compiler pays. */
    private static final Set<ServiceKind> OPTIMISED =
            EnumSet.of(ServiceKind.AUTH, ServiceKind.PDP, ServiceKind.REGISTRY);

    private static final List<String> OPTIMISING = List.of("-XX:TieredStopAtLevel=4", "-XX:ReservedCodeCacheSize=64m");

    /** The decision point has every flow in memory: a hundred thousand of ten resources take some 250 MB. */
    private static final List<String> ALL_FLOWS = List.of("-Xmx512m");

    /**
     * The command that starts a service.
     *
     * @param javaOptions further options for its JVM
     * @throws IllegalStateException if the service was not built
     */
    public List<String> command(ServiceKind service, List<String> javaOptions) {
        Path jar = home.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(service.module() + " is not built: run ./notenboom build");
        }
        return java(Stream.of(
                        OPTIMISED.contains(service) ? OPTIMISING : List.<String>of(),
                        service == ServiceKind.PDP ? ALL_FLOWS : List.<String>of(),
                        javaOptions,
                        List.of("-jar", jar.toString()))
                .flatMap(List::stream)
                .toList());
    }

    /** A command for this Java with settings for a small service. */
    public List<String> java(List<String> arguments) {
        return Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        SMALL_JVM,
                        arguments)
                .flatMap(List::stream)
                .toList();
    }
}
