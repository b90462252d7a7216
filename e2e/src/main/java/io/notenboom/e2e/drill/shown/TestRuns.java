// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.shown;

import io.notenboom.e2e.client.StepFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs test classes of this source tree in one run of Maven, and tells of each what it did. */
public final class TestRuns {

    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final String TESTS = "src/test/java";

    private final Path home;
    private final Path log;
    private final Map<String, Path> files;
    private final Map<String, TestReport> reports = new HashMap<>();

    /** @param log where the output of Maven goes */
    public TestRuns(Path home, Path log) throws IOException {
        this.home = home;
        this.log = log;
        this.files = testFiles(home);
    }

    private static Map<String, Path> testFiles(Path home) throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> all = Files.find(
                home,
                20,
                (path, attributes) -> attributes.isRegularFile()
                        && path.toString().contains(TESTS)
                        && path.toString().endsWith("Test.java"))) {
            all.forEach(file -> files.put(className(file), file));
        }
        return files;
    }

    private static String className(Path file) {
        String path = file.toString().replace(File.separatorChar, '/');
        return path.substring(path.indexOf(TESTS) + TESTS.length() + 1, path.length() - ".java".length())
                .replace('/', '.');
    }

    /** Full names of the test classes whose name, simple or full, matches. */
    public List<String> matching(String pattern) {
        return files.keySet().stream()
                .filter(name -> name.matches("(.*\\.)?" + pattern))
                .sorted()
                .toList();
    }

    /** Runs these; classes that do not exist are left out, and are missing among the reports. */
    public String run(Collection<String> classes) throws IOException, InterruptedException {
        TreeSet<String> known = new TreeSet<>(classes);
        known.retainAll(files.keySet());
        TreeSet<String> modules = new TreeSet<>();
        for (String name : known) {
            modules.add(home.relativize(module(name)).toString());
            Files.deleteIfExists(report(name));
        }
        int status = maven(List.of("-pl", String.join(",", modules), "-am", "-Dtest=" + String.join(",", known)));
        for (String name : known) {
            if (Files.exists(report(name))) {
                reports.put(name, TestReport.read(report(name)));
            }
        }
        if (status != 0 && reports.values().stream().noneMatch(report -> report.failed() > 0)) {
            throw new StepFailure("Maven ended with status " + status + "; see " + log);
        }
        return reports.size() + " test classes of " + modules.size() + " modules";
    }

    private Path module(String name) {
        String path = Objects.requireNonNull(files.get(name), name).toString();
        return Path.of(path.substring(0, path.indexOf(TESTS) - 1));
    }

    private Path report(String name) {
        return module(name).resolve("target/surefire-reports/TEST-" + name + ".xml");
    }

    private int maven(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "--batch-mode",
                "--quiet",
                "--offline",
                "--fail-at-end",
                "--file",
                home.resolve("pom.xml").toString(),
                "test",
                // as the build was made, so that nothing is compiled again, but with the tests
                "-Dquick",
                "-DskipTests=false",
                "-Dsurefire.failIfNoSpecifiedTests=false"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            throw new StepFailure("the tests did not end within " + LONGEST.toMinutes() + " minutes; see " + log);
        }
        return process.exitValue();
    }

    /** What a class did; empty if it does not exist or did not run. */
    public Optional<TestReport> of(String name) {
        return Optional.ofNullable(reports.get(name));
    }

    /** What these classes did together. */
    public TestReport together(List<String> classes) {
        if (classes.isEmpty()) {
            throw new StepFailure("there is no such test");
        }
        TestReport sum = TestReport.NONE;
        for (String name : classes) {
            TestReport report = reports.get(name);
            if (report == null) {
                throw new StepFailure(name + " did not run; see " + log);
            }
            sum = sum.plus(report);
        }
        return sum;
    }
}
