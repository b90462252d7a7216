// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;

/** What came of registering a presentation. */
@CheckReturnValue
public sealed interface RegisterOutcome {

    /** It is in the list. */
    record Registered() implements RegisterOutcome {}

    /** It breaks a rule; the detail is safe to show. */
    record Refused(String detail) implements RegisterOutcome {}

    /** No definition has this id. */
    record UnknownService() implements RegisterOutcome {}

    /** The list is full. */
    record Full() implements RegisterOutcome {}

    /** Too many are being checked at this time. */
    record Busy() implements RegisterOutcome {}

    /** This node is not the server, and the definition leads back to it. */
    record Loop() implements RegisterOutcome {}

    /** This node is not the server, and the server did not take it. */
    record ServerFailed(Reason reason) implements RegisterOutcome {}
}
