// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.derive.DeriveOutcome;

/** What became of the request to start a transfer. */
@CheckReturnValue
public sealed interface StartOutcome {

    /** Started, now or by an earlier request with the same key. */
    record Started(Transfer transfer, boolean now) implements StartOutcome {}

    /** The idempotency key was used for another request. */
    record KeyReused() implements StartOutcome {}

    /** The profile in force has no transfer of this kind. */
    record KindNotInProfile(String profile) implements StartOutcome {}

    /** The Composition is not on the customer's FHIR server. */
    record CompositionMissing() implements StartOutcome {}

    /** No resource list follows from the Composition. */
    record CompositionRefused(DeriveOutcome.Bound reason) implements StartOutcome {}

    /** The receiver is not in the registry. */
    record ReceiverUnknown() implements StartOutcome {}

    /** The receiver's registration is not enough; the text says what lacks. */
    record ReceiverIncomplete(String lacks) implements StartOutcome {}

    /** The sending subject has no DID, or the auth-service cannot tell. */
    record SenderUnknown() implements StartOutcome {}

    /** The customer's FHIR server does not take the Task, whenever it is sent. */
    record TaskRefused(int status) implements StartOutcome {}

    /** Something cannot be reached or refused; nobody has access. The text names the part. */
    record Unavailable(String part) implements StartOutcome {}
}
