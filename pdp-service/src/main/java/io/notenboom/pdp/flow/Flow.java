// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.task.TaskState;

/**
 * One transfer between one sender and one receiver: identifiers and hashes only, no medical data, no BSN.
 *
 * @param header id, version, whose flow it is, by which profile it is judged
 * @param parties sender and receiver
 * @param task the Task that steers it
 * @param grants what it opens
 * @param validity from when until when
 * @param revoked closed for good, its Task included
 */
public record Flow(
        FlowHeader header, Parties parties, FlowTask task, Grants grants, Validity validity, boolean revoked) {

    /** The id. */
    public String id() {
        return header.id();
    }

    /** The version; 1 when created, one more with each change. */
    public long version() {
        return header.version();
    }

    /** The next version with the Task in another state. */
    public Flow withTask(TaskState state, String remainderHash) {
        return new Flow(header.next(), parties, task.in(state, remainderHash), grants, validity, revoked);
    }

    /** The next version, closed for good. */
    public Flow revoke() {
        return new Flow(header.next(), parties, task, grants, validity, true);
    }
}
