// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;

/** What came of starting or ending to take part in a service. */
@CheckReturnValue
public sealed interface ActivationOutcome {

    /** The server was told. */
    record Done() implements ActivationOutcome {}

    /** Kept, but the server could not be told yet; it is tried again until it is. */
    record Pending(Reason reason) implements ActivationOutcome {}

    /** No definition has this id. */
    record UnknownService() implements ActivationOutcome {}

    /** There is no active subject of this name. */
    record UnknownSubject() implements ActivationOutcome {}

    /** Nothing was kept: the wallet lacks what the detail names. */
    record CredentialsMissing(String detail) implements ActivationOutcome {}

    /** Nothing was kept: the parameters cannot be used. */
    record WrongParameters(String detail) implements ActivationOutcome {}
}
