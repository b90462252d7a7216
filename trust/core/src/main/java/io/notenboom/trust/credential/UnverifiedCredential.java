// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.trust.jose.CompactJws;
import java.util.Optional;

/** A credential that was read, not verified: anybody can have made it. */
public sealed interface UnverifiedCredential extends Credential {

    /** Longest credential, in characters. */
    int MAX_LENGTH = 128 * 1024;

    /**
     * Reads a credential: a compact JWT, or a JSON object as text.
     *
     * @throws CredentialRefusedException with reason MALFORMED, INCOMPLETE or STATUS_MALFORMED
     */
    static UnverifiedCredential parse(String text) throws CredentialRefusedException {
        return parse(text, MAX_LENGTH);
    }

    /**
     * Reads a credential: a compact JWT, or a JSON object as text.
     *
     * @param maxLength the longest text accepted, in characters
     * @throws CredentialRefusedException with reason MALFORMED, INCOMPLETE or STATUS_MALFORMED
     */
    static UnverifiedCredential parse(String text, int maxLength) throws CredentialRefusedException {
        return CredentialReader.read(text, maxLength);
    }

    /**
     * Reads a credential as it stands inside a presentation: a text node with a JWT, or an object.
     *
     * @throws CredentialRefusedException with reason MALFORMED, INCOMPLETE or STATUS_MALFORMED
     */
    static UnverifiedCredential parse(JsonNode node) throws CredentialRefusedException {
        return CredentialReader.read(node);
    }

    /**
     * A signed JWT.
     *
     * @param jws the JWT
     * @param content what it says
     * @param view what Presentation Exchange sees
     */
    record Jwt(CompactJws jws, CredentialContent content, JsonNode view) implements UnverifiedCredential {

        @Override
        public CredentialFormat format() {
            return CredentialFormat.JWT_VC;
        }

        @Override
        public JsonNode original() {
            return TextNode.valueOf(jws.serialized());
        }

        @Override
        public Optional<String> algorithm() {
            return Optional.of(jws.algorithm());
        }

        @Override
        public Optional<String> proofType() {
            return Optional.empty();
        }

        /** Tells types and issuer only: the rest may be personal data. */
        @Override
        public String toString() {
            return "Jwt[" + content + "]";
        }
    }

    /**
     * JSON with a linked data proof.
     *
     * @param original the JSON
     * @param content what it says
     * @param view what Presentation Exchange sees
     */
    record LinkedData(ObjectNode original, CredentialContent content, JsonNode view) implements UnverifiedCredential {

        @Override
        public CredentialFormat format() {
            return CredentialFormat.LDP_VC;
        }

        @Override
        public Optional<String> algorithm() {
            return Optional.empty();
        }

        @Override
        public Optional<String> proofType() {
            return Optional.of(view.path("proof").path("type").asText(""));
        }

        /** Tells types and issuer only: the rest may be personal data. */
        @Override
        public String toString() {
            return "LinkedData[" + content + "]";
        }
    }

    /**
     * JSON without a proof: the holder says it of itself, and only the signature of the presentation around it vouches for
     * that.
     *
     * @param original the JSON
     * @param content what it says
     * @param view what Presentation Exchange sees
     */
    record SelfAttested(ObjectNode original, CredentialContent content, JsonNode view) implements UnverifiedCredential {

        @Override
        public CredentialFormat format() {
            return CredentialFormat.LDP_VC;
        }

        @Override
        public Optional<String> algorithm() {
            return Optional.empty();
        }

        @Override
        public Optional<String> proofType() {
            return Optional.empty();
        }

        /** Tells types and issuer only: the rest may be personal data. */
        @Override
        public String toString() {
            return "SelfAttested[" + content + "]";
        }
    }
}
