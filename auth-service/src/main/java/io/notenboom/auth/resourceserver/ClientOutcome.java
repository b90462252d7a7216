// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import com.google.errorprone.annotations.CheckReturnValue;

/** Whether a caller is a resource server. */
@CheckReturnValue
public sealed interface ClientOutcome {

    /** It is this one. */
    record Authenticated(ResourceServer server) implements ClientOutcome {}

    /**
     * It is not known which one it is.
     *
     * @param reason for the log of the node: what was tried, and what is wrong; holds nothing that the caller sent
     */
    record Refused(String reason) implements ClientOutcome {}

    /** It authenticates in two ways at once (RFC 6749 §2.3). */
    record Ambiguous() implements ClientOutcome {}
}
