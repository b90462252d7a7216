// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes DPoP proofs with one key (RFC 9449 §4.2). */
@CheckReturnValue
public final class DpopProof {

    /** The {@code typ} of every proof. */
    public static final String TYPE = "dpop+jwt";

    private final Jwk publicKey;
    private final JwsSigner signer;

    /**
     * A maker of proofs.
     *
     * @param publicKey goes into the header
     * @param signer signs with its private key
     */
    public DpopProof(Jwk publicKey, JwsSigner signer) {
        this.publicKey = Objects.requireNonNull(publicKey, "publicKey");
        this.signer = Objects.requireNonNull(signer, "signer");
    }

    /**
     * A proof for one request.
     *
     * @param method HTTP method
     * @param url URL of the request; query and fragment are left out
     * @param accessToken the token sent with the request, null for a token request
     * @param id new random text, 1 to 256 characters
     * @param now time of issue
     */
    public CompactJws build(String method, URI url, @Nullable Secret accessToken, String id, Instant now) {
        return build(method, url, accessToken, new Terms(id, now, null));
    }

    /**
     * What makes a proof one of its own.
     *
     * @param id new random text, 1 to 256 characters
     * @param now time of issue
     * @param nonce what the server gave to be shown (RFC 9449 §8), null if it asks for none
     */
    public record Terms(String id, Instant now, @Nullable String nonce) {}

    /**
     * A proof for one request.
     *
     * @param method HTTP method
     * @param url URL of the request; query and fragment are left out
     * @param accessToken the token sent with the request, null for a token request
     */
    public CompactJws build(String method, URI url, @Nullable Secret accessToken, Terms terms) {
        String id = terms.id();
        if (id.isEmpty() || id.length() > DpopVerifier.MAX_ID_LENGTH) {
            throw new IllegalArgumentException("a jti has 1 to 256 characters");
        }
        ObjectNode header = StrictJson.newObject().put("typ", TYPE);
        header.set("jwk", publicKey.json());
        ObjectNode claims = StrictJson.newObject()
                .put("htm", method)
                .put("htu", TargetUrl.withoutQuery(url))
                .put("iat", terms.now().getEpochSecond())
                .put("jti", id);
        if (accessToken != null) {
            claims.put("ath", accessTokenHash(accessToken));
        }
        if (terms.nonce() != null) {
            claims.put("nonce", terms.nonce());
        }
        return Jws.sign(header, StrictJson.write(claims), signer);
    }

    /** The {@code ath} of a token: its SHA-256 in base64url (RFC 9449 §4.2). */
    static String accessTokenHash(Secret accessToken) {
        try {
            byte[] token = accessToken.reveal().getBytes(StandardCharsets.UTF_8);
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(token));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not there", impossible);
        }
    }
}
