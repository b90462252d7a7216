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
import io.notenboom.pdp.flow.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.DecisionJournal.Circumstances;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.question.QuestionEvidence;
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
        DecisionFixture fixture = new DecisionFixture(VectorFile.read("own/eoverdracht", "decisions.json"));
        for (JsonNode vector : fixture.file().path("cases")) {
            Question question = fixture.asked(vector);
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
        assertThat(report.notReplayed().keySet())
                .allMatch(reason -> reason.equals("something was away, and no rule decided")
                        || reason.equals("what it was about is masked or cut in the log"));
        assertThat(report.same()).isGreaterThan(asked.size() - 20L);
        assertThat(report.next()).isEmpty();
    }

    @Test
    void aProfileThatOpensNothingChangesEveryPermitOfAFlow() {
        long permits = archive.records().stream()
                .filter(record -> record.path("effect").asText().equals("permit"))
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
