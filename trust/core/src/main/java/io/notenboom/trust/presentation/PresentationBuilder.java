// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes presentations as JWTs in the one form that deployed Nuts nodes (v6.2) and their next version both accept: {@code
 * iss}, {@code sub} and {@code vp.holder} are the holder, {@code nbf} and {@code iat} lie a second back, types and
 * credentials are arrays.
 */
@CheckReturnValue
public final class PresentationBuilder {

    private static final Duration BACK = Duration.ofSeconds(1);

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
        if (credentials.size() > UnverifiedPresentation.MAX_CREDENTIALS) {
            throw new IllegalArgumentException(
                    "a presentation holds at most " + UnverifiedPresentation.MAX_CREDENTIALS + " credentials");
        }
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
        ObjectNode vp = claims.putObject("vp");
        vp.putArray("@context").add(CredentialType.VC_CONTEXT);
        vp.putArray("type").add("VerifiablePresentation");
        vp.put("holder", holder);
        ArrayNode array = vp.putArray("verifiableCredential");
        credentials.forEach(credential -> array.add(credential.original()));
        return Jws.sign(Map.of("typ", "JWT", "kid", signingMethod.toString()), StrictJson.write(claims), signer);
    }
}
