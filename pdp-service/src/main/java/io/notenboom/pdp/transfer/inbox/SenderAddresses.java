// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.inbox;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.flow.Party;

/** Finds where the Tasks of a sender are. Never throws. */
@FunctionalInterface
public interface SenderAddresses {

    /**
     * The address of a sender by its organisation's id in the registry.
     *
     * @param sender as its notification's token named it; an organisation that is somebody else is refused
     */
    Found find(String organisation, Party sender);

    /** What was found. */
    @CheckReturnValue
    sealed interface Found {

        /** Where it is. */
        record Known(Address address) implements Found {}

        /** The organisation is not the sender, or not registered with what is needed; the text says what lacks. */
        record Unusable(String lacks) implements Found {}

        /** The registry or the sender's authorization server cannot be reached. */
        record Unreachable() implements Found {}
    }

    /**
     * Where the Tasks of a sender are.
     *
     * @param issuer URL of its authorization server
     * @param fhirBase base URL of its FHIR server, without a slash at the end
     */
    record Address(String issuer, String fhirBase) {}
}
