// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.proof.UnverifiedProof;
import java.util.Optional;

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

    /** What it says. */
    PresentationContent content();

    /** Id of the verification method that it says has signed, empty if it names none. */
    Optional<DidUrl> signingMethod();

    /** The presentation as it came: the compact JWT or the JSON; may hold personal data, never log it. */
    String text();

    /**
     * A signed JWT.
     *
     * @param jws the JWT
     * @param content what it says
     */
    record Jwt(CompactJws jws, PresentationContent content) implements UnverifiedPresentation {

        @Override
        public Optional<DidUrl> signingMethod() {
            return jws.headerText("kid").flatMap(DidUrl::tryParse);
        }

        @Override
        public String text() {
            return jws.serialized();
        }
    }

    /**
     * JSON with a linked data proof.
     *
     * @param json the JSON
     * @param proof its proof
     * @param content what it says; domain and validity are those of the proof
     */
    record LinkedData(ObjectNode json, UnverifiedProof proof, PresentationContent content)
            implements UnverifiedPresentation {

        @Override
        public Optional<DidUrl> signingMethod() {
            return Optional.of(proof.verificationMethod());
        }

        @Override
        public String text() {
            return json.toString();
        }

        /** Tells nothing: the content may be personal data. */
        @Override
        public String toString() {
            return "LinkedData[]";
        }
    }
}
