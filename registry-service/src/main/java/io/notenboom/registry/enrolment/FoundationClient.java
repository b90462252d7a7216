// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.trust.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Foundation as a vendor's node reaches it. Every call is bounded in time and throws {@link FoundationUnavailableException}. */
public interface FoundationClient {

    /**
     * A received request.
     *
     * @param id its id
     * @param token token to ask the outcome with
     */
    record Receipt(String id, Secret token) {}

    /**
     * What the Foundation says of a request.
     *
     * @param status how far it is
     * @param certificate the certificate, PEM, if accepted
     * @param chain certificates above it, PEM each
     * @param reason why it was refused
     */
    record Outcome(
            EnrolmentStatus status,
            @Nullable String certificate,
            List<String> chain,
            @Nullable String reason) {

        /** Copies its list. */
        public Outcome {
            chain = List.copyOf(chain);
        }
    }

    /** Sends a request; sending the same again gives the same id. */
    Receipt submit(EnrolmentKind kind, String csr, String name, String kvk);

    /** Asks the outcome. */
    Outcome outcome(String id, Secret token);
}
