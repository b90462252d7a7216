// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.receiver;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Optional;

/** Finds a receiver by its id in the registry. Never throws. */
public interface ReceiverLookup {

    /** The receiver of an organisation id {@code urn:oid:…}. */
    Found find(String organisation);

    /** Where notifications to an organisation go by the registry alone; empty when nowhere, or when that cannot be asked. */
    Optional<String> notificationAddress(String organisation);

    /** What was found. */
    @CheckReturnValue
    sealed interface Found {

        /** Identified; its DIDs are the authorization server's own and of the same host. */
        record Known(Receiver receiver) implements Found {}

        /** Registered, but without what a transfer needs; the text says what lacks. */
        record Incomplete(String lacks) implements Found {}

        /** Not in the registry. */
        record Unknown() implements Found {}

        /** Registry or authorization server cannot be reached. */
        record Unreachable() implements Found {}
    }
}
