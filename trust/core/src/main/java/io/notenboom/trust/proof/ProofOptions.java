// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a proof shall say.
 *
 * @param verificationMethod the key that signs
 * @param created when
 * @param expires until when it holds, null if it has no end
 * @param domain for whom, null if for everybody
 * @param challenge against replay, null if none; also given as {@code nonce}
 */
public record ProofOptions(
        DidUrl verificationMethod,
        Instant created,
        @Nullable Instant expires,
        @Nullable String domain,
        @Nullable String challenge) {

    /** Checks that key and time are there. */
    public ProofOptions {
        Objects.requireNonNull(verificationMethod, "verificationMethod");
        Objects.requireNonNull(created, "created");
    }

    /** Of a credential: for everybody and for ever. */
    public static ProofOptions ofCredential(DidUrl verificationMethod, Instant created) {
        return new ProofOptions(verificationMethod, created, null, null, null);
    }

    ObjectNode toJson() {
        ObjectNode json = StrictJson.newObject()
                .put("type", JsonWebSignature2020.TYPE)
                .put("proofPurpose", JsonWebSignature2020.PURPOSE)
                .put("created", created.toString())
                .put("verificationMethod", verificationMethod.toString());
        if (expires != null) {
            json.put("expires", expires.toString());
        }
        if (domain != null) {
            json.put("domain", domain);
        }
        if (challenge != null) {
            json.put("challenge", challenge).put("nonce", challenge);
        }
        return json;
    }
}
