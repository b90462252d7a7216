// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.trial.ShadowDecisions.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A second version of a profile that decides beside the one in force. */
class ShadowDecisionsTest {

    private static final FlowsOutcome FLOWS = new FlowsOutcome.Known(List.of(Samples.handoff("f1")));
    private static final UseCaseProfile SHIPPED =
            ShippedProfiles.catalogue().find("seed/handoff-only").orElseThrow();

    private final List<Kind> counted = new ArrayList<>();

    private static UseCaseProfile closed() {
        return new UseCaseProfile(SHIPPED.name(), 2, SHIPPED.scopes(), Map.of(), SHIPPED.transitions(), SHIPPED.user());
    }

    private ShadowDecisions shadow(UseCaseProfile candidate) {
        return new ShadowDecisions(
                name -> name.equals(candidate.name()) ? Optional.of(candidate) : Optional.empty(), counted::add);
    }

    @Test
    void whatItWouldHaveDecidedOtherwiseIsCountedAndListed() {
        ShadowDecisions shadow = shadow(closed());
        Question read = SampleTrials.question("GET /fhir/Composition/1", FLOWS);
        Question other = SampleTrials.question("GET /fhir/Composition/2", FLOWS);
        shadow.compare("d1", "a", read, DecisionEngine.decide(read));
        shadow.compare("d2", "a", other, DecisionEngine.decide(other));
        assertThat(counted).containsExactly(Kind.STRICTER, Kind.SAME);
        assertThat(shadow.latest("a"::equals, 10)).singleElement().satisfies(difference -> {
            assertThat(difference.decision()).isEqualTo("d1");
            assertThat(difference.other().reason()).isEqualTo("state_not_allowed");
            assertThat(difference.toJson().path("kind").asText()).isEqualTo("stricter");
        });
        assertThat(shadow.latest("b"::equals, 10)).isEmpty();
        assertThat(shadow.kinds(subject -> true)).containsExactly(Map.entry(Kind.STRICTER, 1L));
    }

    @Test
    void anOutageIsNoDifference() {
        Question read = SampleTrials.question("GET /fhir/Composition/1", FLOWS);
        shadow(closed()).compare("d1", "a", read, new Decision.Deny(Reason.UNAVAILABLE, null, List.of()));
        assertThat(counted).isEmpty();
    }

    @Test
    void onlyTheLatestDifferencesAreKept() {
        ShadowDecisions shadow = shadow(closed());
        Question read = SampleTrials.question("GET /fhir/Composition/1", FLOWS);
        Decision decision = DecisionEngine.decide(read);
        for (int number = 0; number <= ShadowDecisions.KEPT; number++) {
            shadow.compare("d" + number, "a", read, decision);
        }
        assertThat(shadow.latest(subject -> true, Integer.MAX_VALUE))
                .hasSize(ShadowDecisions.KEPT)
                .first()
                .satisfies(difference -> assertThat(difference.decision()).isEqualTo("d" + ShadowDecisions.KEPT));
    }
}
