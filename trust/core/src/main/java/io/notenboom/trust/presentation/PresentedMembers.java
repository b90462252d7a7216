// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialType;
import java.util.List;

/** The members that every presentation has, and what its credentials have to be. */
final class PresentedMembers {

    private static final String CREDENTIALS = "verifiableCredential";
    private static final String TYPE = "type";

    private PresentedMembers() {}

    /**
     * Puts context, type, holder and credentials, in arrays.
     *
     * @throws IllegalArgumentException if there are too many credentials
     */
    static void put(ObjectNode presentation, String holder, List<? extends Credential> credentials) {
        if (credentials.size() > UnverifiedPresentation.MAX_CREDENTIALS) {
            throw new IllegalArgumentException(
                    "a presentation holds at most " + UnverifiedPresentation.MAX_CREDENTIALS + " credentials");
        }
        presentation.putArray("@context").add(CredentialType.VC_CONTEXT);
        presentation.putArray(TYPE).add("VerifiablePresentation");
        presentation.put("holder", holder);
        ArrayNode array = presentation.putArray(CREDENTIALS);
        credentials.forEach(credential -> array.add(credential.original()));
    }

    /** A single type and a single credential stand alone, as Nuts nodes write them in JSON-LD. */
    static void singlesAlone(ObjectNode presentation) {
        for (String member : List.of(TYPE, CREDENTIALS)) {
            if (presentation.path(member).size() == 1) {
                presentation.set(member, presentation.path(member).get(0));
            }
        }
    }

    /** @throws IllegalArgumentException if one is a JWT, which the proof of a JSON-LD presentation would not cover */
    static void requireCoverable(List<? extends Credential> credentials) {
        if (credentials.stream().anyMatch(credential -> credential.format() == CredentialFormat.JWT_VC)) {
            throw new IllegalArgumentException("a presentation as JSON holds no JWT credentials");
        }
    }
}
