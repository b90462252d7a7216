// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Reason;
import org.junit.jupiter.api.Test;

/** A denial tells its reason, and what to send instead where that helps. */
class OperationOutcomesTest {

    @Test
    void aNotificationOfNoTaskIsToldWhatItLacks() {
        ObjectNode outcome = OperationOutcomes.of(Reason.TASK_NOT_NAMED, "d1");
        assertThat(outcome.at("/issue/0/code").asText()).isEqualTo("business-rule");
        assertThat(outcome.at("/issue/0/details/coding/0/code").asText()).isEqualTo("task_not_named");
        assertThat(outcome.at("/issue/0/details/text").asText())
                .contains("basedOn")
                .contains("Task/{id}");
        assertThat(outcome.at("/issue/0/diagnostics").asText()).contains("d1");
    }

    @Test
    void otherDenialsTellNothingButTheirReason() {
        assertThat(OperationOutcomes.of(Reason.CLIENT_NOT_RECEIVER, "d1"))
                .isEqualTo(OperationOutcomes.of(Reason.NOT_IN_FLOW, "d1"));
        assertThat(OperationOutcomes.of(Reason.NOT_IN_FLOW, "d1")
                        .at("/issue/0/details/text")
                        .asText())
                .isEqualTo("Denied: not_in_flow.");
    }
}
