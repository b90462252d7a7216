// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.Credential;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Makes presentations of any content, for whoever asked for one; those of token requests come from {@link PresentationBuilder}. */
@CheckReturnValue
public final class PresentationMaker {

    private static final JsonWebSignature2020 PROOFS = new JsonWebSignature2020(new LinkedData());

    private final DidUrl signingMethod;
    private final JwsSigner signer;

    /**
     * A maker for one holder.
     *
     * @param signingMethod a verification method that the holder's DID document lists under assertionMethod
     * @param signer signs with its private key
     */
    public PresentationMaker(DidUrl signingMethod, JwsSigner signer) {
        this.signingMethod = Objects.requireNonNull(signingMethod, "signingMethod");
        this.signer = Objects.requireNonNull(signer, "signer");
    }

    /**
     * As JWT: domain is {@code aud}, challenge is {@code nonce}.
     *
     * @param credentials at most 20
     * @param now the time; whole seconds count
     */
    public CompactJws jwt(PresentationTerms terms, List<? extends Credential> credentials, Instant now) {
        String holder = signingMethod.did().value();
        ObjectNode claims = StrictJson.newObject()
                .put("iss", holder)
                .put("sub", holder)
                .put("jti", newId())
                .put("nbf", now.getEpochSecond())
                .put("iat", now.getEpochSecond());
        if (terms.domain() != null) {
            claims.putArray("aud").add(terms.domain());
        }
        if (terms.challenge() != null) {
            claims.put("nonce", terms.challenge());
        }
        Instant expiresAt = terms.expiresAt();
        if (expiresAt != null) {
            claims.put("exp", expiresAt.getEpochSecond());
        }
        ObjectNode vp = claims.putObject("vp");
        fill(vp, terms, credentials);
        return Jws.sign(Map.of("typ", "JWT", "kid", signingMethod.toString()), StrictJson.write(claims), signer);
    }

    /**
     * As JSON with a proof JsonWebSignature2020; one type or credential stands alone, as Nuts nodes write them.
     *
     * @param credentials at most 20; none is a JWT
     * @param now the time; whole seconds count
     * @throws JsonLdException if there is a member or type that no context defines
     * @throws IllegalArgumentException if one is a JWT, which the proof would not cover
     */
    public ObjectNode linkedData(PresentationTerms terms, List<? extends Credential> credentials, Instant now)
            throws JsonLdException {
        PresentedMembers.requireCoverable(credentials);
        ObjectNode presentation = StrictJson.newObject();
        fill(presentation, terms, credentials);
        presentation.put("id", newId());
        PresentedMembers.singlesAlone(presentation);
        ProofOptions options = new ProofOptions(
                signingMethod,
                now.truncatedTo(ChronoUnit.SECONDS),
                terms.expiresAt(),
                terms.domain(),
                terms.challenge());
        return PROOFS.sign(presentation, options, signer);
    }

    private String newId() {
        return signingMethod.did().withFragment(UUID.randomUUID().toString()).toString();
    }

    private void fill(ObjectNode target, PresentationTerms terms, List<? extends Credential> credentials) {
        PresentedMembers.put(target, signingMethod.did().value(), credentials);
        terms.contexts().forEach(target.withArray("@context")::add);
        terms.types().forEach(target.withArray("type")::add);
    }
}
