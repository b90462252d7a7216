// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A credential, verified or not. What it says may be relied on only when it is a {@link VerifiedCredential}. JSON nodes
 * that are handed out must not be changed.
 */
public sealed interface Credential permits UnverifiedCredential, VerifiedCredential {

    /** What it says. */
    CredentialContent content();

    /** How it is secured. */
    CredentialFormat format();

    /** The credential as received: a text node with the compact JWT, or a JSON object. */
    JsonNode original();

    /** The credential as text: the compact JWT, or the JSON. */
    default String text() {
        return original().isTextual() ? original().textValue() : original().toString();
    }

    /**
     * The JSON that Presentation Exchange sees, as Nuts nodes build it: of a JWT, {@code @context}, {@code type},
     * {@code credentialSubject} and {@code credentialStatus} are always arrays; of JSON, a single type, subject, status
     * and proof is no array. Members outside VCDM 1.1 are not visible.
     */
    JsonNode view();

    /** The JWS algorithm of a JWT credential, as its header says. */
    Optional<String> algorithm();

    /** The proof type of a JSON credential that has a proof. */
    Optional<String> proofType();
}
