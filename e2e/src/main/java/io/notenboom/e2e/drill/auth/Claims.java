// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.shown.ShownByFiles;
import io.notenboom.e2e.drill.shown.ShownByTests;
import io.notenboom.e2e.drill.shown.TestRuns;
import io.notenboom.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tests, recordings and documents show: public vectors, recorded exchanges, named tests, pages. */
final class Claims {

    private static final Path SECURITY_TESTS = Path.of("docs/security-tests.md");
    private static final Pattern NAMED_TEST = Pattern.compile("`((?:[a-z0-9_]+\\.)*[A-Z]\\w*)#(\\w+)`");
    private static final String TRUST = "io\\.notenboom\\.trust\\..*";

    private final Path home;
    private final Path folder;
    private final ShownByFiles files;

    Claims(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
        this.files = new ShownByFiles(home, folder);
    }

    void run(Drill drill) {
        tests(drill);
        recordings(drill);
        drill.check("the benchmarks have the authorization server's rows", () -> files.benchmarks("auth"));
        drill.check(
                "there is a page \"Move from nuts-node\"", () -> files.page("docs/operations/move-from-nuts-node.md"));
    }

    private void tests(Drill drill) {
        try {
            ShownByTests tests = lines();
            List<NamedTest> named = namedTests(tests.runs());
            tests.also(named.stream().flatMap(test -> test.className().stream()).toList());
            if (tests.run(drill)) {
                drill.check("the list of named tests against known attacks", () -> conformance(tests.runs(), named));
            }
        } catch (IOException failure) {
            drill.check("the tests run", () -> {
                throw failure;
            });
        }
    }

    private ShownByTests lines() throws IOException {
        ShownByTests tests = new ShownByTests(home, folder.resolve("tests.log"));
        tests.vectors("RDFC-1.0, 86 of 86", "rdf-canon", TRUST + "CanonicalizationVectorsTest");
        tests.vectors("JsonWebSignature2020, 196 of 196", "jws-test-suite", TRUST + "JwsTestSuiteTest");
        tests.vectors(
                "Wycheproof and the JOSE cookbook, no unexplained difference",
                "wycheproof",
                TRUST + "JosePublicVectorsTest");
        tests.vectors(
                "did:web, did:key, did:jwk, did:x509", "did-test-suite", TRUST + "(DidVectorsTest|DidX509VectorsTest)");
        tests.vectors("status lists", "own", TRUST + "StatusListVectorsTest");
        tests.vectors(
                "presentation exchange",
                "presentation-exchange",
                TRUST + "(PresentationExchangeTest|PresentationDefinitionTest)");
        tests.line("all stores on standalone, Sentinel and Cluster", "io\\.notenboom\\.auth\\.store\\.redis\\..*Test");
        tests.line("openapi.yaml with executed examples", "io\\.notenboom\\.auth\\..*OpenApi\\w*Test");
        return tests;
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

    private void recordings(Drill drill) {
        String what = "recorded exchanges of Nuts nodes";
        Optional<Path> recorded = Vectors.folder("nuts-node");
        if (recorded.isEmpty()) {
            drill.notRun(what, "the recordings are not on this machine (NOTENBOOM_SHARED or ../shared)");
            return;
        }
        try (Stream<Path> versions = Files.list(recorded.get())) {
            for (Path version : versions.filter(Files::isDirectory).sorted().toList()) {
                drill.check(
                        what + ", " + version.getFileName(),
                        () -> files.passes(
                                "recordings-" + version.getFileName(), List.of("auth", "vectors", version.toString())));
            }
        } catch (IOException failure) {
            drill.check(what, () -> {
                throw failure;
            });
        }
    }
}
