// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Jwk;
import java.util.Objects;

/**
 * A public key in a DID document.
 *
 * @param id absolute id
 * @param controller the DID that controls the key
 * @param publicKey the key
 */
public record VerificationMethod(DidUrl id, Did controller, Jwk publicKey) {

    /** The type under which methods are written. */
    public static final String TYPE = "JsonWebKey2020";

    /** Checks that no part is missing. */
    public VerificationMethod {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(controller, "controller");
        Objects.requireNonNull(publicKey, "publicKey");
    }

    /** As it stands in a document. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id.toString())
                .put("type", TYPE)
                .put("controller", controller.value());
        json.set("publicKeyJwk", publicKey.json());
        return json;
    }

    /** The method of a DID that controls its own key. */
    public static VerificationMethod of(DidUrl id, Jwk publicKey) {
        return new VerificationMethod(id, id.did(), publicKey);
    }
}
