// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.tabletest.CaseRunner;
import io.notenboom.pdp.tabletest.CaseTable;
import io.notenboom.pdp.tabletest.JUnitReport;
import io.notenboom.pdp.tabletest.TableResult;
import io.notenboom.pdp.trial.TrialException;
import io.notenboom.pdp.trial.TrialReader;
import io.notenboom.pdp.trial.TrialReader.TrialPep;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs tables of cases. Arguments: {@code [--junit=FILE] FILE...}, each file YAML or JSON. Ends with 0 when everything came out
 * as expected, 1 when something did not, 2 when a file cannot be read or the arguments are wrong.
 */
public final class RunCases {

    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int MAX_BYTES = 1_048_576;

    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;
    private final ObjectMapper yaml = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    RunCases(PrintStream out, PrintStream err, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /** Runs, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new RunCases(Output.alone(), System.err, InstantSource.system()).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            Arguments read = Arguments.read(arguments, Set.of("junit"));
            if (read.places().isEmpty()) {
                throw new IllegalArgumentException("give at least one file with cases");
            }
            JUnitReport report = new JUnitReport();
            int cases = 0;
            int failed = 0;
            for (Path file : read.places()) {
                List<TableResult> results = runFile(file);
                report.add(file.toString(), results);
                cases += results.size();
                failed += (int)
                        results.stream().filter(result -> !result.passed()).count();
            }
            write(report, read.file("junit"));
            out.println(cases + " cases, " + failed + " failed.");
            return failed == 0 ? 0 : FAILED;
        } catch (IllegalArgumentException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return WRONG;
        } catch (IOException unreadable) {
            err.println("notenboom: " + unreadable);
            return WRONG;
        }
    }

    private List<TableResult> runFile(Path file) throws IOException {
        try {
            CaseRunner runner = new CaseRunner(new TrialReader(new Alone(file, clock, ShippedProfiles.catalogue())));
            List<TableResult> results =
                    CaseTable.read(parse(file)).stream().map(runner::run).toList();
            results.forEach(result -> tell(file, result));
            return results;
        } catch (TrialException incorrect) {
            throw new IllegalArgumentException(file + ": " + incorrect.getMessage(), incorrect);
        }
    }

    private JsonNode parse(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(file + " has more than " + MAX_BYTES + " bytes");
        }
        try {
            return yaml.readTree(Files.readString(file));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    file + ", line " + malformed.getLocation().getLineNr() + ": " + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    private void tell(Path file, TableResult result) {
        out.println((result.passed() ? "ok   " : "FAIL ") + file.getFileName() + ": " + result.name());
        result.differences().forEach(difference -> out.println("       " + difference));
        if (!result.passed()) {
            result.checks().forEach(check -> out.println("         " + check));
        }
    }

    private static void write(JUnitReport report, Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            try (Writer target = Files.newBufferedWriter(file.get())) {
                report.write(target);
            }
        }
    }

    /** What is there without a service: the shipped profiles, and those in files beside the cases. */
    private record Alone(Path file, InstantSource clock, ProfileCatalogue shipped) implements TrialReader.Surroundings {

        @Override
        public Optional<TrialPep> pep(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<UseCaseProfile> profile(String name) {
            return name.endsWith(".json") ? Optional.of(fromFile(name)) : shipped.find(name);
        }

        private UseCaseProfile fromFile(String name) {
            Path place = file.resolveSibling(name);
            try {
                return TrialReader.made(StrictJson.parse(Files.readAllBytes(place), MAX_BYTES));
            } catch (IOException | JsonInputException unreadable) {
                throw new TrialException(place + " cannot be read as a profile.");
            }
        }

        @Override
        public FlowsOutcome flows(String subject, Party client, ResourceId resource) {
            return new FlowsOutcome.Known(List.of());
        }

        @Override
        public Instant now() {
            return clock.instant();
        }
    }
}
