// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import com.google.errorprone.annotations.CheckReturnValue;

/** What became of the wish for a proof. */
@CheckReturnValue
public sealed interface ProofOutcome {

    /** The proof. */
    record Proved(EventProof proof) implements ProofOutcome {}

    /** The event is not in the log. */
    record UnknownEvent() implements ProofOutcome {}

    /** No checkpoint includes the event yet; the next one follows within seconds. */
    record NotPublished() implements ProofOutcome {}

    /** The log never had a checkpoint of that size; it has this size. */
    record NoSuchSize(long size) implements ProofOutcome {}
}
