// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.verify.SignatureChecks;
import io.notenboom.registry.verify.SignatureClaim;
import java.util.List;

/** Finds who is named as the signer of events that are in the log, so that their signatures can be verified again. */
public interface SignerDirectory {

    /** Who signed an event. */
    @CheckReturnValue
    sealed interface Found {

        /** This certificate of its stream, if the signature holds. */
        record Claimed(SignatureClaim claim) implements Found {}

        /** It does not count, as after a fork; it is verified when it counts again. */
        record NotCounting() implements Found {}

        /**
         * Nobody who may sign it.
         *
         * @param code as for a rejected event
         */
        record Refused(String code) implements Found {}
    }

    /**
     * Finds the signers. Safe for many threads; holds new events up meanwhile, so ask for some hundred at once.
     *
     * @return one answer for each event, in the same order
     */
    List<Found> signers(List<UnverifiedEvent> events);

    /** Checks signatures of many events ahead of their turn at the log; for one long history. Safe for many threads. */
    SignatureChecks checks();
}
