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
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.proof.JsonWebSignature2020;
import io.notenboom.trust.proof.ProofOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/**
 * Issues credentials in the two forms of Nuts nodes: as JWT, with subject and status as arrays and {@code nbf} and {@code iat}
 * equal, and as JSON with a proof JsonWebSignature2020.
 */
@CheckReturnValue
public final class CredentialIssuer {

    private static final JsonWebSignature2020 PROOFS = new JsonWebSignature2020(new LinkedData());

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
     * @param format in which form
     * @param now time of issue; whole seconds count
     * @return the credential as it will be read; with no member that its contexts do not define, if it is JSON
     * @throws CredentialRefusedException if the content breaks a rule of its type: nobody would accept it
     * @throws IllegalArgumentException if the template is for another issuer than the signing key's
     */
    public UnverifiedCredential issue(CredentialFormat format, CredentialTemplate template, Instant now)
            throws CredentialRefusedException {
        if (!template.issuer().equals(signingMethod.did())) {
            throw new IllegalArgumentException("the template is for another issuer");
        }
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = template.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(issuedAt)) {
            throw new CredentialRefusedException(CredentialRefusal.EXPIRED);
        }
        UnverifiedCredential issued =
                switch (format) {
                    case JWT_VC ->
                        UnverifiedCredential.parse(jwt(template, issuedAt).serialized());
                    case LDP_VC -> UnverifiedCredential.parse(linkedData(template, issuedAt));
                };
        CredentialTypeRules.checkIssued(issued.content());
        return issued;
    }

    private CompactJws jwt(CredentialTemplate template, Instant issuedAt) {
        return Jws.sign(
                Map.of("typ", "JWT", "kid", signingMethod.toString()),
                StrictJson.write(claims(template, issuedAt.getEpochSecond())),
                signer);
    }

    private ObjectNode linkedData(CredentialTemplate template, Instant issuedAt) throws CredentialRefusedException {
        ObjectNode credential = StrictJson.newObject();
        addContexts(credential, template);
        credential.put("id", template.id().toString());
        addTypes(credential, template);
        credential.put("issuer", template.issuer().value()).put("issuanceDate", issuedAt.toString());
        Instant expiresAt = template.expiresAt();
        if (expiresAt != null) {
            credential.put("expirationDate", expiresAt.toString());
        }
        credential.set("credentialSubject", subject(template));
        CredentialStatus status = template.status();
        if (status != null) {
            credential.set("credentialStatus", status.toJson());
        }
        try {
            return PROOFS.sign(credential, ProofOptions.ofCredential(signingMethod, issuedAt), signer);
        } catch (JsonLdException undefined) {
            throw new CredentialRefusedException(CredentialRefusal.LINKED_DATA, undefined);
        }
    }

    private static void addContexts(ObjectNode credential, CredentialTemplate template) {
        ArrayNode contexts = credential.putArray("@context").add(CredentialType.VC_CONTEXT);
        template.contexts().forEach(contexts::add);
        CredentialStatus status = template.status();
        if (status != null) {
            status.context()
                    .filter(context -> !template.contexts().contains(context))
                    .ifPresent(contexts::add);
        }
    }

    private static void addTypes(ObjectNode credential, CredentialTemplate template) {
        credential.putArray("type").add(template.type()).add(CredentialType.VERIFIABLE_CREDENTIAL);
    }

    private static ObjectNode subject(CredentialTemplate template) {
        ObjectNode subject = StrictJson.newObject().put("id", template.subject().value());
        subject.setAll(template.claims());
        return subject;
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
        addContexts(vc, template);
        addTypes(vc, template);
        vc.putArray("credentialSubject").add(subject(template));
        CredentialStatus status = template.status();
        if (status != null) {
            vc.putArray("credentialStatus").add(status.toJson());
        }
        return claims;
    }
}
