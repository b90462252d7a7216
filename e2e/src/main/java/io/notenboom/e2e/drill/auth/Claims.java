// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tests, recordings and documents show: public vectors, recorded exchanges, named tests, pages. */
final class Claims {

    private static final Path SECURITY_TESTS = Path.of("docs/security-tests.md");
    private static final Path BENCHMARKS = Path.of("docs/benchmarks.md");
    private static final Path MOVE = Path.of("docs/operations/move-from-nuts-node.md");
    private static final Pattern NAMED_TEST = Pattern.compile("`((?:[a-z0-9_]+\\.)*[A-Z]\\w*)#(\\w+)`");
    private static final Pattern LAST_LINE = Pattern.compile("(\\d+) passed, (\\d+) failed.*");
    private static final Duration LONGEST_REPLAY = Duration.ofMinutes(5);

    /** Line of the drill, and the test classes behind it. */
    private static final Map<String, String> VECTORS = vectors();

    private final Path home;
    private final Path folder;

    Claims(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    private static Map<String, String> vectors() {
        Map<String, String> vectors = new LinkedHashMap<>();
        vectors.put("vectors: RDFC-1.0, 86 of 86", "CanonicalizationVectorsTest");
        vectors.put("vectors: JsonWebSignature2020, 196 of 196", "JwsTestSuiteTest");
        vectors.put("vectors: Wycheproof and the JOSE cookbook, no unexplained difference", "JosePublicVectorsTest");
        vectors.put("vectors: did:web, did:key, did:jwk, did:x509", "(DidVectorsTest|DidX509VectorsTest)");
        vectors.put("vectors: status lists", "StatusListVectorsTest");
        vectors.put("vectors: presentation exchange", "(PresentationExchangeTest|PresentationDefinitionTest)");
        return vectors;
    }

    void run(Drill drill) {
        tests(drill);
        recordings(drill);
        drill.check("the benchmarks have the authorization server's rows", this::benchmarks);
        drill.check("there is a page \"Move from nuts-node\"", this::movePage);
    }

    private void tests(Drill drill) {
        try {
            Path log = folder.resolve("tests.log");
            TestRuns runs = new TestRuns(home, log);
            Map<String, List<String>> groups = new LinkedHashMap<>();
            VECTORS.forEach(
                    (line, pattern) -> groups.put(line, runs.matching("io\\.notenboom\\.trust\\..*" + pattern)));
            groups.put(
                    "all stores on standalone, Sentinel and Cluster",
                    runs.matching("io\\.notenboom\\.auth\\.store\\.redis\\..*Test"));
            groups.put(
                    "openapi.yaml with executed examples", runs.matching("io\\.notenboom\\.auth\\..*OpenApi\\w*Test"));
            List<NamedTest> named = namedTests(runs);
            List<String> all = new ArrayList<>();
            groups.values().forEach(all::addAll);
            named.forEach(test -> test.className().ifPresent(all::add));
            drill.note("some minutes: " + all.stream().distinct().count() + " test classes; progress in " + log);
            if (drill.check("the tests run", () -> runs.run(all))) {
                groups.forEach((line, classes) -> group(drill, line, runs, classes));
                drill.check("the list of named tests against known attacks", () -> conformance(runs, named));
            }
        } catch (IOException failure) {
            drill.check("the tests run", () -> {
                throw failure;
            });
        }
    }

    private static void group(Drill drill, String line, TestRuns runs, List<String> classes) {
        if (!classes.isEmpty() && shared().isEmpty() && line.startsWith("vectors")) {
            drill.notRun(line, "the vectors are not on this machine (NOTENBOOM_SHARED or ../shared)");
            return;
        }
        drill.check(line, () -> runs.together(classes).requireGood());
    }

    /** A test that the page names; the class is empty when there is none of that name. */
    private record NamedTest(String name, String method, Optional<String> className) {}

    private List<NamedTest> namedTests(TestRuns runs) throws IOException {
        List<NamedTest> named = new ArrayList<>();
        Path page = home.resolve(SECURITY_TESTS);
        if (!Files.exists(page)) {
            return named;
        }
        Matcher names = NAMED_TEST.matcher(Files.readString(page));
        while (names.find()) {
            List<String> classes = runs.matching(Pattern.quote(names.group(1)));
            named.add(new NamedTest(
                    names.group(1) + "#" + names.group(2),
                    names.group(2),
                    classes.isEmpty() ? Optional.empty() : Optional.of(classes.getFirst())));
        }
        return named;
    }

    private static String conformance(TestRuns runs, List<NamedTest> named) {
        if (named.isEmpty()) {
            throw new StepFailure(SECURITY_TESTS + " names no tests");
        }
        List<String> lacking = named.stream()
                .filter(test -> test.className()
                        .flatMap(runs::of)
                        .filter(report -> report.hasPassed(test.method()))
                        .isEmpty())
                .map(NamedTest::name)
                .distinct()
                .toList();
        if (!lacking.isEmpty()) {
            throw new StepFailure(lacking.size() + " did not pass or do not exist: " + String.join(", ", lacking));
        }
        return named.stream().map(NamedTest::name).distinct().count() + " of them passed";
    }

    private static Optional<Path> shared() {
        return Vectors.folder("nuts-node");
    }

    private void recordings(Drill drill) {
        Optional<Path> recorded = shared();
        if (recorded.isEmpty()) {
            drill.notRun(
                    "all recorded exchanges of Nuts nodes",
                    "the recordings are not on this machine (NOTENBOOM_SHARED or ../shared)");
            return;
        }
        try (Stream<Path> versions = Files.list(recorded.get())) {
            for (Path version : versions.filter(Files::isDirectory).sorted().toList()) {
                drill.check("recorded exchanges of Nuts nodes, " + version.getFileName(), () -> replay(version));
            }
        } catch (IOException failure) {
            drill.check("all recorded exchanges of Nuts nodes", () -> {
                throw failure;
            });
        }
    }

    private String replay(Path version) throws IOException, InterruptedException {
        Path log = folder.resolve("recordings-" + version.getFileName() + ".log");
        Process process = new ProcessBuilder(
                        home.resolve("notenboom").toString(), "auth", "vectors", version.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LONGEST_REPLAY)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            throw new StepFailure("it did not end within " + LONGEST_REPLAY.toMinutes() + " minutes; see " + log);
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        String last = lines.isEmpty() ? "" : lines.getLast().strip();
        Matcher count = LAST_LINE.matcher(last);
        if (process.exitValue() != 0
                || !count.matches()
                || !count.group(2).equals("0")
                || count.group(1).equals("0")) {
            throw new StepFailure("status " + process.exitValue() + ", \"" + last + "\"; see " + log);
        }
        return last;
    }

    private String benchmarks() throws IOException {
        boolean inPart = false;
        int rows = 0;
        for (String line : Files.readAllLines(home.resolve(BENCHMARKS))) {
            inPart = line.startsWith("<!-- begin") ? line.contains("begin auth") : inPart;
            rows += inPart && line.matches("\\|.*\\d.*\\|.*\\|.*") ? 1 : 0;
        }
        if (rows == 0) {
            throw new StepFailure(BENCHMARKS + " has no part \"auth\": run ./notenboom bench auth");
        }
        return rows + " rows";
    }

    private String movePage() throws IOException {
        Path page = home.resolve(MOVE);
        if (!Files.exists(page)) {
            throw new StepFailure(MOVE + " does not exist");
        }
        long lines = Files.readAllLines(page).stream()
                .filter(line -> !line.isBlank())
                .count();
        return Objects.requireNonNull(page.getFileName()) + ", " + lines + " lines";
    }
}
