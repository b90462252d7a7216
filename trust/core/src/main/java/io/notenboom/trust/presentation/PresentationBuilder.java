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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes presentations for servers: as JSON with a proof JsonWebSignature2020, or as JWTs in the one form that deployed Nuts
 * nodes (v6.2) and their next version both accept: {@code iss}, {@code sub} and {@code vp.holder} are the holder, {@code nbf}
 * and {@code iat} lie a second back, types and credentials are arrays. Others come from {@link PresentationMaker}.
 */
@CheckReturnValue
public final class PresentationBuilder {

    private static final Duration BACK = Duration.ofSeconds(1);

    private static final JsonWebSignature2020 PROOFS = new JsonWebSignature2020(new LinkedData());

    private final DidUrl signingMethod;
    private final JwsSigner signer;

    /**
     * A builder for one holder.
     *
     * @param signingMethod a verification method that the holder's DID document lists under assertionMethod
     * @param signer signs with its private key
     */
    public PresentationBuilder(DidUrl signingMethod, JwsSigner signer) {
        this.signingMethod = Objects.requireNonNull(signingMethod, "signingMethod");
        this.signer = Objects.requireNonNull(signer, "signer");
    }

    /**
     * Makes a presentation for a token request; it ends 4 seconds after now.
     *
     * @param audience issuer URL of the authorization server
     * @param nonce new random text; also the last part of the id
     * @param credentials what to present, at most 20, in order
     * @param now the time; whole seconds count
     */
    public CompactJws tokenRequest(String audience, String nonce, List<? extends Credential> credentials, Instant now) {
        return build(audience, nonce, credentials, now, PresentationExpectation.TOKEN_REQUEST_VALIDITY);
    }

    /**
     * Makes a presentation.
     *
     * @param audience whom it is for
     * @param nonce new random text; also the last part of the id
     * @param credentials what to present, at most 20, in order
     * @param now the time; whole seconds count
     * @param validity time between nbf and exp
     * @throws IllegalArgumentException if there are too many credentials
     */
    public CompactJws build(
            String audience, String nonce, List<? extends Credential> credentials, Instant now, Duration validity) {
        String holder = signingMethod.did().value();
        long notBefore = now.minus(BACK).getEpochSecond();
        ObjectNode claims = StrictJson.newObject()
                .put("iss", holder)
                .put("sub", holder)
                .put("aud", audience)
                .put("nonce", nonce)
                .put("jti", holder + "#" + nonce)
                .put("nbf", notBefore)
                .put("iat", notBefore)
                .put("exp", notBefore + validity.toSeconds());
        PresentedMembers.put(claims.putObject("vp"), holder, credentials);
        return Jws.sign(Map.of("typ", "JWT", "kid", signingMethod.toString()), StrictJson.write(claims), signer);
    }

    /**
     * Makes a presentation for a token request as JSON with a linked data proof; it ends 4 seconds after now. One credential
     * stands alone, several in an array, as Nuts nodes write them.
     *
     * @param audience issuer URL of the authorization server
     * @param nonce new random text; also the last part of the id
     * @param credentials what to present, at most 20, in order; none is a JWT
     * @param now the time
     * @return the JSON
     * @throws JsonLdException if a credential has a member that no context defines
     * @throws IllegalArgumentException if there are too many credentials, or one is a JWT, which the proof would not cover
     */
    public String linkedDataTokenRequest(
            String audience, String nonce, List<? extends Credential> credentials, Instant now) throws JsonLdException {
        PresentedMembers.requireCoverable(credentials);
        String holder = signingMethod.did().value();
        ObjectNode presentation = StrictJson.newObject().put("id", holder + "#" + nonce);
        PresentedMembers.put(presentation, holder, credentials);
        PresentedMembers.singlesAlone(presentation);
        Instant created = now.minus(BACK).truncatedTo(ChronoUnit.SECONDS);
        ProofOptions options = new ProofOptions(
                signingMethod, created, created.plus(PresentationExpectation.TOKEN_REQUEST_VALIDITY), audience, nonce);
        return PROOFS.sign(presentation, options, signer).toString();
    }
}
