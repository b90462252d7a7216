// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes credentials that a holder says of itself, such as about an employee: unsigned, inside its own presentation only. */
public final class SelfAttestedCredential {

    private SelfAttestedCredential() {}

    /**
     * A self-attested credential as Nuts nodes make it.
     *
     * @param id a new UUID
     * @param holder issuer and subject
     * @param type the type beside VerifiableCredential
     * @param claims the members of credentialSubject, without id
     * @param now time of issue
     * @throws CredentialRefusedException if claims has an id or the type is empty
     */
    public static UnverifiedCredential.SelfAttested of(
            String id, Did holder, String type, ObjectNode claims, Instant now) throws CredentialRefusedException {
        if (claims.has("id") || type.isBlank()) {
            throw new CredentialRefusedException(CredentialRefusal.CLAIMS);
        }
        ObjectNode json = StrictJson.newObject();
        ArrayNode contexts = json.putArray("@context");
        List.of(CredentialType.VC_CONTEXT, CredentialType.NUTS_CONTEXT).forEach(contexts::add);
        json.put("id", id);
        json.putArray("type").add(CredentialType.VERIFIABLE_CREDENTIAL).add(type);
        json.put("issuer", holder.value());
        json.put("issuanceDate", now.truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode subject = json.putObject("credentialSubject");
        subject.put("id", holder.value());
        subject.setAll(claims.deepCopy());
        return switch (UnverifiedCredential.parse(json)) {
            case UnverifiedCredential.SelfAttested selfAttested -> selfAttested;
            case UnverifiedCredential.Jwt _, UnverifiedCredential.LinkedData _ ->
                throw new IllegalStateException("a credential without proof is self-attested");
        };
    }
}
