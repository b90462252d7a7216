// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.MalformedJwsException;
import io.notenboom.trust.jose.VerifiedJws;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.Map;
import java.util.Set;

/**
 * A profile with its signature: a compact JWS over the bytes of the profile with those bytes left out (RFC 7515, appendix F),
 * {@code typ} {@value #TYPE}, {@code kid} the thumbprint of the key. Rules that decide on medical records are believed from a
 * pinned key only.
 */
public final class SignedProfile {

    /** The {@code typ} of the signature. */
    public static final String TYPE = "notenboom-profile";

    /** What the name of a signature's file adds to that of the profile. */
    public static final String SUFFIX = ".jws";

    /** Longest profile in bytes. */
    public static final int MAX_LENGTH = 65_536;

    private SignedProfile() {}

    /**
     * Reads a profile after its signature was verified.
     *
     * @param source what to call it in messages, for instance its file
     * @throws IllegalArgumentException when the signature is missing, of another key, or of other bytes, or when the data is
     *     no profile; the message says which and what to do
     */
    public static UseCaseProfile read(String source, byte[] data, String signature, ProfileKeys keys) {
        verify(source, data, signature.strip(), keys);
        try {
            return ProfileReader.read(StrictJson.parse(data, MAX_LENGTH));
        } catch (JsonInputException | IllegalArgumentException incorrect) {
            throw new IllegalArgumentException("Profile " + source + ": " + incorrect.getMessage());
        }
    }

    private static void verify(String source, byte[] data, String signature, ProfileKeys keys) {
        if (signature.isEmpty()) {
            throw refused(source, "it is not signed: sign it, and put the signature beside it as " + source + SUFFIX);
        }
        String[] parts = signature.split("\\.", -1);
        if (parts.length != 3 || !parts[1].isEmpty()) {
            throw refused(source, "its signature is no compact JWS without payload");
        }
        try {
            CompactJws jws = CompactJws.parse(parts[0] + "." + Base64Url.encode(data) + "." + parts[2], 4 * MAX_LENGTH);
            Jwk key = keys.find(jws.headerText("kid").orElse(""))
                    .orElseThrow(() -> refused(source, "it is signed by a key that is not pinned"));
            VerifiedJws verified = JwsVerifier.verify(jws, key.publicKey(), Set.of(key.algorithm()));
            if (!TYPE.equals(verified.headerText("typ").orElse(""))) {
                throw refused(source, "its signature is of another type");
            }
        } catch (MalformedJwsException malformed) {
            throw refused(source, "its signature is no compact JWS");
        } catch (InvalidSignatureException wrong) {
            throw refused(source, "it is not what was signed: restore it, or sign it again");
        }
    }

    private static IllegalArgumentException refused(String source, String reason) {
        return new IllegalArgumentException("Profile " + source + " is refused: " + reason + ".");
    }

    /** The signature of a profile's bytes, as it is read again with {@link #read}. */
    public static String sign(byte[] data, Jwk key, JwsSigner signer) {
        String[] parts = Jws.sign(Map.of("typ", TYPE, "kid", key.thumbprint()), data, signer)
                .serialized()
                .split("\\.", -1);
        return parts[0] + ".." + parts[2];
    }
}
