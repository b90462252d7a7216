// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.CheckReport;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.explain.CheckFinding;
import io.notenboom.pdp.explain.Explainer;
import io.notenboom.pdp.explain.Explanation;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.DecisionJournal.Circumstances;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.question.FlowRecords;
import io.notenboom.pdp.question.QuestionEvidence;
import io.notenboom.pdp.question.QuestionReader;
import io.notenboom.pdp.question.UnreadableQuestionException;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.trial.Outcome;
import io.notenboom.pdp.trial.Replay;
import io.notenboom.pdp.trial.ReplayReport;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All decision vectors through the log and back: exact, explained, and never with more than may be in a log. */
class ReplayVectorsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:05Z"));

    private final InMemoryArchive archive = new InMemoryArchive();
    private final Map<String, UseCaseProfile> profiles = new HashMap<>();
    private final Map<String, Question> asked = new HashMap<>();

    @BeforeEach
    void logEveryVector() throws IOException {
        DecisionJournal journal = new DecisionJournal(archive, new SortableIds(CLOCK, new SecureRandom()), CLOCK);
        JsonNode file = VectorFile.read("own/eoverdracht", "decisions.json");
        DecisionCases cases = new DecisionCases(file, ShippedProfiles.catalogue());
        for (JsonNode vector : file.path("cases")) {
            Question question = cases.asked(vector).question();
            Decision decision = DecisionEngine.decide(question);
            profiles.put(question.profile().name(), question.profile());
            RawRequest raw = new RawRequest(
                    vector.path("request").path("method").asText(),
                    vector.path("request").path("target").asText(),
                    List.of(),
                    RawBody.none());
            String id = journal.newId();
            asked.put(id, question);
            journal.append(
                    id, decision, Circumstances.of(question, "gw", raw), QuestionEvidence.of(question, decision));
            if (asked.size() % 50 == 0) {
                archive.rotate();
            }
        }
    }

    private ReplayReport replay(Replay.Profiles by) {
        return new Replay(archive, by).run(LogQuery.ALL, subject -> true, Optional.empty());
    }

    @Test
    void everyDecisionComesOutAsItDid() {
        ReplayReport report = replay((name, version) -> profiles.get(name));
        assertThat(report.changed()).isEmpty();
        assertThat(report.notReplayed()).isEqualTo(Map.of("something was away, and no rule decided", 2L));
        assertThat(report.same()).isEqualTo(asked.size() - 2L);
        assertThat(report.next()).isEmpty();
    }

    /** Effect, reason, scope, flow, step and obligations, and each check with what it found; those of outages as well. */
    @Test
    void everyDecisionIsMadeAgainToTheLastCheck() throws UnreadableQuestionException {
        FlowRecords flows = new FlowRecords();
        int decisions = 0;
        for (ObjectNode record : archive.records()) {
            flows.read(record);
            if (record.path("type").asText().equals("decision")) {
                decisions++;
                Question before =
                        Objects.requireNonNull(asked.get(record.path("id").asText()));
                Question again = QuestionReader.read(record.path("question"), flows, before.profile());
                assertThat(DecisionEngine.decide(again))
                        .as(record.path("request").toString())
                        .isEqualTo(DecisionEngine.decide(before));
            }
        }
        assertThat(decisions).isEqualTo(asked.size()).isPositive();
    }

    /** A segment that ends between the look and the append leaves the flow in the one before, where a replay finds it. */
    @Test
    void aSegmentThatEndsMeanwhileLosesNoFlow() {
        InMemoryArchive log = new InMemoryArchive();
        DecisionJournal journal = new DecisionJournal(log, new SortableIds(CLOCK, new SecureRandom()), CLOCK);
        Question question = asked.values().stream()
                .filter(one -> DecisionEngine.decide(one) instanceof Decision.Permit permit
                        && permit.flow().isPresent())
                .findFirst()
                .orElseThrow();
        log(journal, question);
        log.rotateAtNextAppend();
        long place = log.size();
        log(journal, question);
        assertThat(log.segmentOf(place)).isEqualTo(place);
        ReplayReport report = new Replay(log, (name, version) -> profiles.get(name))
                .run(LogQuery.ALL, subject -> true, Optional.of(place));
        assertThat(report.same()).isEqualTo(1);
        assertThat(report.notReplayed()).isEmpty();
    }

    private static void log(DecisionJournal journal, Question question) {
        Decision decision = DecisionEngine.decide(question);
        RawRequest raw = new RawRequest("GET", "/", List.of(), RawBody.none());
        journal.append(
                journal.newId(),
                decision,
                Circumstances.of(question, "gw", raw),
                QuestionEvidence.of(question, decision));
    }

    @Test
    void aProfileThatOpensNothingChangesEveryPermitOfAFlow() {
        long permits = archive.records().stream()
                .filter(record -> record.path("effect").asText().equals("permit"))
                .filter(record -> !record.path("reason").asText().equals("narrow_scope"))
                .count();
        ReplayReport report = replay((name, version) -> withoutScopes(profiles.get(name)));
        assertThat(report.changed().stream()
                        .filter(change -> change.was().effect().equals("permit"))
                        .count())
                .isEqualTo(permits)
                .isPositive();
        assertThat(report.changed())
                .allSatisfy(change -> assertThat(change.now().effect()).isEqualTo("deny"));
    }

    private static UseCaseProfile withoutScopes(UseCaseProfile profile) {
        return new UseCaseProfile(
                profile.name(),
                profile.version() + 1,
                Map.of(),
                profile.opens(),
                profile.transitions(),
                profile.user());
    }

    @Test
    void theExplanationIsOfTheSameDecision() {
        asked.forEach((id, question) -> {
            Decision decision = DecisionEngine.decide(question);
            Explanation explanation = Explainer.explain(question);
            assertThat(Outcome.of(explanation.decision())).isEqualTo(Outcome.of(decision));
            assertThat(explanation.checks()).extracting(CheckFinding::check).containsExactly(CheckName.values());
            for (CheckReport report : decision.checks()) {
                CheckFinding finding = explanation.checks().stream()
                        .filter(one -> one.check() == report.check())
                        .findFirst()
                        .orElseThrow();
                boolean made = report.result() != CheckReport.Result.SKIP;
                assertThat(finding.reached()).isEqualTo(made);
                if (made) {
                    assertThat(finding.result().wireName())
                            .isEqualTo(report.result().wireName());
                }
            }
        });
    }

    /** Neither tokens nor Task bodies are logged, and every record can be read strictly. */
    @Test
    void theLogHoldsWhatItMay() {
        for (ObjectNode record : archive.records()) {
            String text = record.toString();
            assertThat(text.chars()).allMatch(character -> character >= 0x20 && character < 0x7f);
            assertThat(StrictJson.parseObject(text, 262_144).toString()).isEqualTo(text);
            assertThat(text).doesNotContain("\"resourceType\"").doesNotContain("Bearer t");
        }
        assertThat(archive.records())
                .anyMatch(record -> record.path("patient").asText().startsWith("Patient/"));
    }
}
