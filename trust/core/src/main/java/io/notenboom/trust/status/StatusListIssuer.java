// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.proof.JsonWebSignature2020;
import io.notenboom.trust.proof.ProofOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/** Makes status list credentials for revocation, as JSON with a proof JsonWebSignature2020. */
@CheckReturnValue
public final class StatusListIssuer {

    private static final JsonWebSignature2020 PROOFS = new JsonWebSignature2020(new LinkedData());

    private final DidUrl signingMethod;
    private final JwsSigner signer;

    /**
     * An issuer.
     *
     * @param signingMethod a verification method that the issuer's DID document lists under assertionMethod
     * @param signer signs with its private key
     */
    public StatusListIssuer(DidUrl signingMethod, JwsSigner signer) {
        this.signingMethod = Objects.requireNonNull(signingMethod, "signingMethod");
        this.signer = Objects.requireNonNull(signer, "signer");
    }

    /**
     * A new credential. A StatusList2021 has a new DID URL as id and its address as id of the subject, as Nuts nodes have it; a
     * Bitstring Status List has its address as id.
     *
     * @param url where it will be published
     * @param bits the entries
     * @param now time of issue; whole seconds count
     * @param validity how long it may be used
     */
    public ObjectNode issue(StatusListType type, String url, StatusBits bits, Instant now, Duration validity) {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        ObjectNode list = StrictJson.newObject();
        list.putArray("@context").add(CredentialType.VC_CONTEXT).add(type.context());
        list.put("id", id(type, url));
        list.putArray("type").add(CredentialType.VERIFIABLE_CREDENTIAL).add(type.credentialType());
        list.put("issuer", signingMethod.did().value())
                .put("issuanceDate", issuedAt.toString())
                .put("expirationDate", issuedAt.plus(validity).toString());
        list.putObject("credentialSubject")
                .put("id", type == StatusListType.BITSTRING ? url + "#list" : url)
                .put("type", type.subjectType())
                .put("statusPurpose", "revocation")
                .put("encodedList", bits.encode(type));
        try {
            return PROOFS.sign(list, ProofOptions.ofCredential(signingMethod, issuedAt), signer);
        } catch (JsonLdException impossible) {
            throw new IllegalStateException("a status list has only members that its contexts define", impossible);
        }
    }

    private String id(StatusListType type, String url) {
        return switch (type) {
            case STATUS_LIST_2021 ->
                signingMethod.did().withFragment(UUID.randomUUID().toString()).toString();
            case BITSTRING -> url;
        };
    }
}
