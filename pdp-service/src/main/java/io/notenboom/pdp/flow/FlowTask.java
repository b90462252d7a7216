// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.task.TaskState;
import java.util.Set;

/**
 * The Task of a flow.
 *
 * @param remainderHash hash of everything but the status ({@link io.notenboom.pdp.task.TaskDocument#remainderHash()});
 *     empty when unknown, and then no update passes
 */
public record FlowTask(String id, TaskState state, String remainderHash, Set<Interaction> operations) {

    /** What a receiver may normally do with the Task. */
    public static final Set<Interaction> READ_AND_UPDATE = Set.of(Interaction.READ, Interaction.UPDATE);

    public FlowTask {
        operations = Set.copyOf(operations);
    }

    /** The same Task in another state. */
    public FlowTask in(TaskState next, String nextRemainderHash) {
        return new FlowTask(id, next, nextRemainderHash, operations);
    }

    /** {@code Task/id}. */
    public String reference() {
        return "Task/" + id;
    }
}
