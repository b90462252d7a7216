// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.CompactJws;

/** A presentation that was read, not verified: anybody can have made it. */
public sealed interface UnverifiedPresentation {

    /** Most credentials in one presentation. */
    int MAX_CREDENTIALS = 20;

    /** Longest presentation, in characters. */
    int MAX_LENGTH = 1024 * 1024;

    /**
     * Reads one presentation: a compact JWT, or a JSON object.
     *
     * @throws PresentationRefusedException with reason MALFORMED, TOO_MANY or CREDENTIAL
     */
    static UnverifiedPresentation parse(String text) throws PresentationRefusedException {
        return PresentationReader.readOne(text);
    }

    /**
     * A signed JWT.
     *
     * @param jws the JWT
     * @param content what it says
     */
    record Jwt(CompactJws jws, PresentationContent content) implements UnverifiedPresentation {}

    /**
     * JSON, with or without a linked data proof; never accepted here.
     *
     * @param json the JSON
     */
    record LinkedData(ObjectNode json) implements UnverifiedPresentation {

        /** Tells nothing: the content may be personal data. */
        @Override
        public String toString() {
            return "LinkedData[]";
        }
    }
}
