// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.launcher.process.ProcessSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file with the classes of a program, loaded and linked, that all processes of the program on a machine map into their memory
 * (JEP 483, 514, 515). It is made from a run with made-up data, and holds classes only. Its name says of which files of the
 * program and of which Java it is, so that another build never finds it; the JVM compares once more, and goes on without it when
 * it does not fit.
 */
public final class ClassCache {

    private static final String MAIN = "io.quarkus.runner.GeneratedMain";
    private static final String RECORDED = "classes.recorded";
    private static final List<String> FOLDERS = List.of("quarkus", "app", "lib/boot", "lib/main");
    private static final int KEY_CHARACTERS = 16;

    /**
     * The file is mapped where it says. At an address drawn at random every page of it with an address in it would be written,
     * and so be the process' own.
     */
    private static final List<String> SHARED = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private final Path folder;
    private final String name;
    private final List<Path> jars;

    private ClassCache(Path folder, String module, List<Path> jars) {
        this.folder = folder;
        this.name = module.replace('/', '-') + "-";
        this.jars = List.copyOf(jars);
    }

    /**
     * The cache of a program of a build, be it there or not.
     *
     * @throws IllegalStateException if the program was not built
     */
    public static ClassCache of(Distribution distribution, String module) {
        Path application = distribution.application(module);
        List<Path> jars = new ArrayList<>();
        for (String part : FOLDERS) {
            jars.addAll(jars(application.resolve(part)));
        }
        return new ClassCache(distribution.home().resolve("target/class-cache"), module, jars);
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    // what Quarkus transformed goes before what it was made from
                    .sorted((one, other) -> other.compareTo(one))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + folder, failure);
        }
    }

    /** Options with which a run is recorded; the file is in the working folder of the process when it has ended. */
    public static List<String> recording() {
        return List.of(ProcessSpec.RECORDING, "-XX:AOTConfiguration=" + RECORDED);
    }

    /** What a process with these options is to be started with after them: with the cache if it is there. */
    List<String> start(List<String> options, Path runner) {
        boolean recorded = options.containsAll(recording());
        Path file = file();
        if (!recorded && !Files.isRegularFile(file)) {
            return List.of("-jar", runner.toString());
        }
        List<String> start = new ArrayList<>();
        if (!recorded) {
            start.addAll(SHARED);
            start.add("-XX:AOTCache=" + file);
        }
        start.addAll(List.of(
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-cp",
                classPath(),
                MAIN));
        return start;
    }

    private String classPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Where it is, if it is there. */
    public Path file() {
        return folder.resolve(name + key() + ".aot");
    }

    /** Of this Java, and of the program's files by name, size and time: what the JVM compares too. */
    private String key() {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"))
                .append('\n')
                .append(System.getProperty("java.home"));
        try {
            for (Path jar : jars) {
                text.append('\n')
                        .append(jar)
                        .append(' ')
                        .append(Files.size(jar))
                        .append(' ')
                        .append(Files.getLastModifiedTime(jar));
            }
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, KEY_CHARACTERS);
        } catch (IOException failure) {
            throw new UncheckedIOException("the files of a program cannot be read", failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * Makes it from a run that was recorded, in place of those of earlier builds.
     *
     * @param working folder of the process that was recorded, and has ended
     * @param java command of the JVM with the options of the program
     * @throws IOException if the run was not recorded, or the JVM cannot make a cache of it
     */
    public Path make(Path working, List<String> java) throws IOException, InterruptedException {
        Path recorded = working.resolve(RECORDED);
        if (!Files.isRegularFile(recorded)) {
            throw new IOException("no run was recorded in " + working);
        }
        Files.createDirectories(folder);
        Path made = folder.resolve(name + "new");
        Path log = folder.resolve(name + "made.log");
        List<String> command = new ArrayList<>(java);
        command.addAll(SHARED);
        command.addAll(List.of(
                "-XX:AOTMode=create", "-XX:AOTConfiguration=" + recorded, "-XX:AOTCache=" + made, "-cp", classPath()));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0 || !Files.isRegularFile(made)) {
            throw new IOException("the JVM made no cache of classes, see " + log);
        }
        removeOthers();
        Files.delete(recorded);
        return Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeOthers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String other = String.valueOf(file.getFileName());
                if (other.startsWith(name) && other.endsWith(".aot")) {
                    Files.delete(file);
                }
            }
        }
    }
}
