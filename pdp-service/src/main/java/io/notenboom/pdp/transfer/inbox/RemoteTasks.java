// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;

/** Tasks on the FHIR servers of senders, reached through their gateways in the name of a subject. Never throws. */
public interface RemoteTasks {

    /** Reads a Task. */
    Answer read(String subject, SenderAddresses.Address sender, String taskId);

    /** Replaces a Task, if it is still the version that was read. */
    Answer replace(String subject, SenderAddresses.Address sender, ObjectNode task);

    /** What the other side answered. */
    @CheckReturnValue
    sealed interface Answer {

        /** The Task; after a replacement as the server has it, or as it was sent when the server does not show it. */
        record Task(ObjectNode content) implements Answer {}

        /** It refused, with this status. */
        record Refused(int status) implements Answer {}

        /** It was not asked, or gave no answer that can be used; the text says what lacked. */
        record Unavailable(String what) implements Answer {}
    }
}
