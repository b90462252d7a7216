// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal.Circumstances;
import io.notenboom.pdp.question.QuestionEvidence;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.trial.SampleTrials;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;

/** The export as FHIR AuditEvents, read strictly by the reference implementation. */
class AuditEventsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);

    private final InMemoryArchive archive = new InMemoryArchive();
    private final DecisionJournal journal =
            new DecisionJournal(archive, new SortableIds(CLOCK, new SecureRandom()), CLOCK);

    private void decide(String target, Map<String, String> claims) {
        Question asked = SampleTrials.question("GET " + target, new FlowsOutcome.Known(List.of(Samples.handoff("f1"))));
        if (asked.presented().token() instanceof TokenOutcome.Active active) {
            AccessToken token = active.token();
            asked = new Question(
                    asked.pep(),
                    asked.request(),
                    new Question.Presented(
                            new TokenOutcome.Active(new AccessToken(
                                    token.origin(), token.client(), token.scopes(), token.expires(), null, claims)),
                            asked.presented().proof()),
                    asked.flows(),
                    asked.profile(),
                    asked.now());
        }
        Decision decision = DecisionEngine.decide(asked);
        RawRequest raw = new RawRequest("GET", target, List.of(), RawBody.none());
        journal.append(
                journal.newId(), decision, Circumstances.of(asked, "gw", raw), QuestionEvidence.of(asked, decision));
    }

    private Bundle exported() {
        List<ObjectNode> decisions = archive.records().stream()
                .filter(record -> record.path("type").asText().equals("decision"))
                .toList();
        IParser parser = FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
        return parser.parseResource(Bundle.class, AuditEvents.bundle(decisions).toString());
    }

    @Test
    void everyFactIsWhereFhirHasIt() {
        decide("/fhir/Composition/1", Map.of("employee_identifier", "999990019", "organization_name", "Ziekenhuis"));
        Bundle bundle = exported();
        assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.SEARCHSET);
        AuditEvent event = (AuditEvent) bundle.getEntryFirstRep().getResource();
        assertThat(event.getOutcome()).isEqualTo(AuditEvent.AuditEventOutcome._0);
        assertThat(event.getAction()).isEqualTo(AuditEvent.AuditEventAction.R);
        assertThat(event.getRecorded().toInstant()).isEqualTo(Samples.NOW);
        assertThat(event.getAgent()).hasSize(2);
        assertThat(event.getAgent().get(0).getWho().getIdentifier().getValue()).isEqualTo(Samples.RECEIVER);
        assertThat(event.getAgent().get(0).getName()).isEqualTo("Ziekenhuis");
        assertThat(event.getAgent().get(1).getWho().getIdentifier().getValue()).isEqualTo("*********");
        assertThat(event.getAgent().stream().filter(AuditEvent.AuditEventAgentComponent::getRequestor))
                .hasSize(1);
        assertThat(event.getSource().getSite()).isEqualTo("a");
        assertThat(event.getSource().getObserver().getIdentifier().getValue()).isEqualTo("gw");
        assertThat(event.getEntityFirstRep().getWhat().getReference()).isEqualTo("Composition/1");
        assertThat(event.getPurposeOfEventFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("TREAT");
    }

    @Test
    void refusalsAndUnreadableRequestsAreEventsToo() {
        decide("/fhir/Patient/999990019", Map.of());
        decide("/fhir/%2e%2e/Patient", Map.of());
        assertThat(exported().getEntry()).hasSize(2).allSatisfy(entry -> {
            AuditEvent event = (AuditEvent) entry.getResource();
            assertThat(event.getOutcome()).isEqualTo(AuditEvent.AuditEventOutcome._4);
            assertThat(event.getEntityFirstRep().getWhat().getDisplay())
                    .isNotEmpty()
                    .doesNotContain("999990019");
        });
    }
}
