// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.request.Interaction;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a new flow must keep to. */
class FlowRulesTest {

    private static final Flow GOOD = Samples.handoff("f1");

    private static Flow with(Parties parties, Grants grants, Validity validity) {
        return new Flow(GOOD.header(), parties, GOOD.task(), grants, validity, false);
    }

    private static Flow to(Party receiver) {
        return with(
                new Parties(GOOD.parties().sender(), receiver, "https://sender.example/fhir"),
                GOOD.grants(),
                GOOD.validity());
    }

    private static Flow opening(String reference, String via) {
        return with(
                GOOD.parties(),
                new Grants(
                        GOOD.grants().compositions(),
                        List.of(new ResourceGrant(
                                reference, Set.of(Interaction.READ), UserRequirement.NONE, Set.of(via)))),
                GOOD.validity());
    }

    private static void refused(Flow flow, String text) {
        assertThatThrownBy(() -> FlowRules.check(flow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void aGoodFlowPasses() {
        assertThatCode(() -> FlowRules.check(GOOD)).doesNotThrowAnyException();
        assertThatCode(() -> FlowRules.check(to(new Party(Set.of(), Set.of(), "12345678"))))
                .doesNotThrowAnyException();
    }

    @Test
    void theOtherPartyIsIdentifiedByMoreThanAClientId() {
        refused(to(new Party(Set.of(), Set.of("https://host.example/oauth2/b"), null)), "by dids or ura");
        refused(to(Party.ofDids(Set.of())), "by dids or ura");
        refused(to(Party.ofDids(Set.of("receiver.example"))), "dids are DIDs");
    }

    @Test
    void resourcesAreOfAFhirTypeAndListedByACompositionOfTheFlow() {
        refused(opening("patient/1", "Composition/1"), "FHIR type");
        refused(opening("Patient/1", "Composition/2"), "via");
    }

    @Test
    void itIsValidAtSomeTime() {
        Validity validity = GOOD.validity();
        refused(
                with(
                        GOOD.parties(),
                        GOOD.grants(),
                        new Validity(validity.dataExpires(), validity.dataExpires(), validity.taskExpires())),
                "notBefore");
    }

    /** A time that no store can reckon with. */
    @Test
    void itEndsBeforeTheEndOfTime() {
        Validity validity = GOOD.validity();
        refused(
                with(
                        GOOD.parties(),
                        GOOD.grants(),
                        new Validity(validity.notBefore(), validity.dataExpires(), Instant.MAX)),
                "1970 to 9999");
        refused(
                with(
                        GOOD.parties(),
                        GOOD.grants(),
                        new Validity(Instant.MIN, validity.dataExpires(), validity.taskExpires())),
                "1970 to 9999");
    }

    @Test
    void itsSubjectCanBePartOfAPath() {
        for (String subject : List.of("..", ".", "a/b", "")) {
            FlowHeader header = GOOD.header();
            refused(
                    new Flow(
                            new FlowHeader("f1", 1, subject, header.role(), header.profile(), header.createdBy()),
                            GOOD.parties(),
                            GOOD.task(),
                            GOOD.grants(),
                            GOOD.validity(),
                            false),
                    "subject");
        }
    }
}
