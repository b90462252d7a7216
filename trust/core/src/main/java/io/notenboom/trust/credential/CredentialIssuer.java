// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/** Issues credentials as JWTs, in the form of Nuts nodes: subject and status as arrays, {@code nbf} and {@code iat} equal. */
@CheckReturnValue
public final class CredentialIssuer {

    private final DidUrl signingMethod;
    private final JwsSigner signer;

    /**
     * An issuer.
     *
     * @param signingMethod a verification method that the issuer's DID document lists under assertionMethod
     * @param signer signs with its private key
     */
    public CredentialIssuer(DidUrl signingMethod, JwsSigner signer) {
        this.signingMethod = Objects.requireNonNull(signingMethod, "signingMethod");
        this.signer = Objects.requireNonNull(signer, "signer");
    }

    /**
     * Issues a credential.
     *
     * @param now time of issue; whole seconds count
     * @return the compact JWT
     * @throws CredentialRefusedException if the content breaks a rule of its type: nobody would accept it
     * @throws IllegalArgumentException if the template is for another issuer than the signing key's
     */
    public CompactJws issue(CredentialTemplate template, Instant now) throws CredentialRefusedException {
        if (!template.issuer().equals(signingMethod.did())) {
            throw new IllegalArgumentException("the template is for another issuer");
        }
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = template.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(issuedAt)) {
            throw new CredentialRefusedException(CredentialRefusal.EXPIRED);
        }
        CompactJws jws = Jws.sign(
                Map.of("typ", "JWT", "kid", signingMethod.toString()),
                StrictJson.write(claims(template, issuedAt.getEpochSecond())),
                signer);
        CredentialTypeRules.checkIssued(
                UnverifiedCredential.parse(jws.serialized()).content());
        return jws;
    }

    private static ObjectNode claims(CredentialTemplate template, long issuedAt) {
        ObjectNode claims = StrictJson.newObject()
                .put("iss", template.issuer().value())
                .put("sub", template.subject().value())
                .put("jti", template.id().toString())
                .put("nbf", issuedAt)
                .put("iat", issuedAt);
        Instant expiresAt = template.expiresAt();
        if (expiresAt != null) {
            claims.put("exp", expiresAt.getEpochSecond());
        }
        ObjectNode vc = claims.putObject("vc");
        ArrayNode contexts = vc.putArray("@context").add(CredentialType.VC_CONTEXT);
        template.contexts().forEach(contexts::add);
        vc.putArray("type").add(template.type()).add(CredentialType.VERIFIABLE_CREDENTIAL);
        ObjectNode subject = vc.putArray("credentialSubject").addObject();
        subject.put("id", template.subject().value());
        subject.setAll(template.claims());
        CredentialStatus status = template.status();
        if (status != null) {
            if (status.type().equals(CredentialStatus.STATUS_LIST_2021)) {
                contexts.add(CredentialStatus.STATUS_LIST_2021_CONTEXT);
            }
            vc.putArray("credentialStatus").add(status.toJson());
        }
        return claims;
    }
}
