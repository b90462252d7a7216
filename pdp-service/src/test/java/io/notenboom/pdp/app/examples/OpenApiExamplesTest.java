// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.app.NodeAround;
import io.notenboom.pdp.app.StandIns;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.receiver.CachedReceiverLookup;
import io.notenboom.pdp.transfer.Inbox;
import io.notenboom.pdp.transfer.TransferStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Every operation of openapi.yaml, asked of a running service with its example; no operation is left out. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class OpenApiExamplesTest {

    @Inject
    FlowRegister flows;

    @Inject
    SortableIds ids;

    @Inject
    TransferStore transfers;

    @Inject
    Inbox inbox;

    @Inject
    CachedReceiverLookup receivers;

    @Test
    void everyExampleCanBeSentAndIsAnswered() {
        new StandIns(NodeAround.others()).all();
        receivers.changed();
        ExampleCalls calls = new ExampleCalls();
        GatewayExamples gateways = new GatewayExamples(calls, flows, ids);
        gateways.register();
        gateways.ask();
        new DecisionExamples(calls, gateways).ask();
        new FlowExamples(calls).ask();
        new TransferExamples(calls, flows, transfers, inbox).ask();
        gateways.remove();
        assertThat(calls.examples.untried())
                .as("operations that no step asks for")
                .isEmpty();
        assertThat(calls.examples.lacking()).as("bodies without an example").isEmpty();
    }
}
