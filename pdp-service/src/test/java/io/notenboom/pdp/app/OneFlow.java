// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.util.Set;

/**
 * A running handoff from a subject to a client, as {@link Samples#handoff} has it.
 *
 * @param taskId of its Task, whose completion is permitted when nothing else of it changes
 */
public record OneFlow(String taskId) {

    /** Makes one. */
    public static OneFlow create(FlowRegister flows, SortableIds ids, String subject, String client) {
        Flow sample = Samples.handoff("unused");
        Instant now = Instant.now();
        OneFlow one = new OneFlow(ids.next("t"));
        String remainder =
                TaskDocument.of(StrictJson.parse(one.task("in-progress"), 1000)) instanceof TaskDocument document
                        ? document.remainderHash(TaskState.COMPLETED)
                        : "";
        assertThat(flows.create(new Flow(
                        new FlowHeader(
                                ids.next("one"), 1, subject, sample.header().role(), "seed/handoff-only", "test"),
                        new Parties(
                                sample.parties().sender(),
                                Party.ofDids(Set.of(client)),
                                sample.parties().fhirBase()),
                        new FlowTask(one.taskId(), TaskState.IN_PROGRESS, remainder, FlowTask.READ_AND_UPDATE),
                        sample.grants(),
                        new Validity(now.minusSeconds(60), now.plusSeconds(3600), now.plusSeconds(3600)),
                        false)))
                .isInstanceOf(FlowRegister.Change.Done.class);
        return one;
    }

    /** Its Task in a state. */
    public String task(String state) {
        return "{\"resourceType\":\"Task\",\"id\":\"" + taskId + "\",\"status\":\"" + state
                + "\",\"intent\":\"order\"}";
    }
}
