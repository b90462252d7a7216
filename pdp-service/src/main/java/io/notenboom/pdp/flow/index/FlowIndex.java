// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.index;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import java.util.Collection;
import java.util.Optional;

/**
 * Finds the few flows that can matter to a request; how long that takes does not depend on how many others there are.
 *
 * <p>Answers are candidates: whoever asks still checks every rule against each of them. A flow is missing from them only when
 * it cannot carry the request, and one may be named twice. Thread-safe; a change is seen by the first question after it.
 */
public interface FlowIndex {

    /**
     * Flows that a subject sends to this client and that name the resource, as their Task or as something they open.
     *
     * @param reference base-relative {@code Type/id}
     */
    Iterable<Flow> sentTo(String subject, Party client, String reference);

    /** Some flow that a subject sends to this client, whatever it opens. */
    Optional<Flow> anySentTo(String subject, Party client);

    /** Whether a subject sends any flow at all. */
    boolean sends(String subject);

    /** Flows in which a subject is the receiver, with a Task of this id at the sender. */
    Iterable<Flow> received(String subject, String taskId);

    /** An index of these flows, which never change. */
    static FlowIndex of(Collection<Flow> flows) {
        FlowTable table = new FlowTable();
        flows.forEach(table::put);
        return table;
    }
}
