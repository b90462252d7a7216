// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Base58;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.StrictJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service in the document of an own DID (W3C DID Core 1.0 §5.4).
 *
 * @param fragment fragment of its id: base58 of the SHA-256 of its JSON, as Nuts nodes make it
 * @param type what it is
 * @param endpoint a text, an object or an array
 * @param since when it was added
 * @param until when it was taken out; null while it is in the document
 */
public record OwnService(
        String fragment,
        String type,
        JsonNode endpoint,
        Instant since,
        @Nullable Instant until) {

    /** Copies the endpoint. */
    public OwnService {
        Objects.requireNonNull(fragment, "fragment");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(since, "since");
        endpoint = endpoint.deepCopy();
    }

    /** A new service; the same type and endpoint have the same fragment. */
    public static OwnService of(String type, JsonNode endpoint, Instant since) {
        ObjectNode json = StrictJson.newObject().put("id", "").put("type", type);
        json.set("serviceEndpoint", endpoint);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(json));
            return new OwnService(Base58.encode(digest), type, endpoint, since, null);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not there", impossible);
        }
    }

    /** Whether it was in the document at a time. */
    public boolean validAt(Instant time) {
        return !time.isBefore(since) && (until == null || time.isBefore(until));
    }

    /** The same, taken out at a time; an earlier end stays. */
    OwnService endingAt(Instant time) {
        return until == null ? new OwnService(fragment, type, endpoint, since, time) : this;
    }

    /** As it stands in the document. */
    public ObjectNode json(Did did) {
        ObjectNode json = StrictJson.newObject()
                .put("id", did.withFragment(fragment).toString())
                .put("type", type);
        json.set("serviceEndpoint", endpoint.deepCopy());
        return json;
    }
}
