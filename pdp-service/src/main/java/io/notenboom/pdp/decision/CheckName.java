// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import java.util.Locale;

/** The checks in the order in which they are made. */
public enum CheckName {
    /** The enforcement point is registered and showed its key. */
    PEP_AUTHENTICATED,
    /** The request is in canonical form. */
    CANONICAL_REQUEST,
    /** The access token is active. */
    TOKEN_ACTIVE,
    /** The token was issued by and for the subject behind the enforcement point. */
    AUDIENCE,
    /** A bound token comes with a fitting proof. */
    SENDER_CONSTRAINT,
    /** The client is the receiver of the flow. */
    CLIENT_IS_RECEIVER,
    /** The resource is in the flow. */
    RESOURCE_IN_FLOW,
    /** The interaction is one that the flow opens. */
    METHOD_ALLOWED,
    /** The token's scope opens this side. */
    SCOPE_ALLOWED,
    /** The flow is valid and its Task is in a state that opens the data. */
    STATE_ALLOWS,
    /** The user that the flow demands is there. */
    USER_CONTEXT,
    /** The Task may take this step, and only the status changes. */
    TRANSITION_ALLOWED;

    /** The name in answers and in the decision log. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
