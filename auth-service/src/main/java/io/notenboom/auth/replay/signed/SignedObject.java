// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something signed in a recorded message. */
public sealed interface SignedObject {

    /** What it is, for people. */
    String kind();

    /** How many signed objects it stands in. */
    int depth();

    /** The text that makes it the same as another one. */
    String text();

    /** Whether it is a credential. */
    boolean isCredential();

    /**
     * A compact JWT.
     *
     * @param jwt the JWT
     * @param depth how many signed objects it stands in
     */
    record Jwt(JwtText jwt, int depth) implements SignedObject {

        @Override
        public String kind() {
            if (isProof()) {
                return "DPoP proof";
            }
            if (isCredential()) {
                return "JWT credential";
            }
            return jwt.payload().has("vp") ? "JWT presentation" : "JWT";
        }

        /** Whether it is a proof of possession, whatever its type says. */
        public boolean isProof() {
            return jwt.header().has("jwk");
        }

        @Override
        public boolean isCredential() {
            return jwt.payload().has("vc");
        }

        @Override
        public String text() {
            return jwt.text();
        }
    }

    /**
     * A JSON-LD document with a proof.
     *
     * @param document the document
     * @param depth how many signed objects it stands in
     */
    record LinkedData(ObjectNode document, int depth) implements SignedObject {

        @Override
        public String kind() {
            if (document.path("type").toString().contains("StatusList")) {
                return "status list";
            }
            return isCredential() ? "JSON-LD credential" : "JSON-LD presentation";
        }

        @Override
        public boolean isCredential() {
            return document.path("type").toString().contains("VerifiableCredential");
        }

        @Override
        public String text() {
            return document.toString();
        }
    }
}
