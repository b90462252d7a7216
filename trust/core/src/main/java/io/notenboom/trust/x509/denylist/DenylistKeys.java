// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509.denylist;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.jose.JoseException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.io.StringReader;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The Ed25519 keys by which a denylist is known, one or more while a key is replaced. */
public final class DenylistKeys {

    private static final int MAX_CHARACTERS = 65_536;
    private static final int MAX_KEYS = 16;

    private DenylistKeys() {}

    /**
     * Reads keys from a JWK Set, a JWK, or PEM ({@code PUBLIC KEY}).
     *
     * @throws UnfitCertificateInputException if there is none, or one of another kind
     */
    public static List<PublicKey> read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new UnfitCertificateInputException("the file of keys is too long");
        }
        List<PublicKey> keys = text.stripLeading().startsWith("{") ? ofJwks(text) : ofPem(text);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new UnfitCertificateInputException("the file of keys holds none, or too many");
        }
        for (PublicKey key : keys) {
            if (!SignatureAlgorithm.EDDSA.fits(key)) {
                throw new UnfitCertificateInputException("a denylist is signed with an Ed25519 key");
            }
        }
        return List.copyOf(keys);
    }

    private static List<PublicKey> ofJwks(String text) {
        try {
            JsonNode json = StrictJson.parse(text, MAX_CHARACTERS);
            List<PublicKey> keys = new ArrayList<>();
            for (JsonNode key : json.has("keys") ? json.path("keys") : List.of(json)) {
                keys.add(Jwk.parse(key).publicKey());
            }
            return keys;
        } catch (JsonInputException | JoseException malformed) {
            throw new UnfitCertificateInputException("the file of keys is no JWK Set of Ed25519 keys");
        }
    }

    private static List<PublicKey> ofPem(String text) {
        List<PublicKey> keys = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (!(found instanceof SubjectPublicKeyInfo info)) {
                    throw new UnfitCertificateInputException("the file of keys holds something else than public keys");
                }
                keys.add(new JcaPEMKeyConverter().getPublicKey(info));
            }
        } catch (UnfitCertificateInputException unfit) {
            throw unfit;
        } catch (IOException | IllegalArgumentException malformed) {
            throw new UnfitCertificateInputException("the PEM text of the keys is malformed");
        }
        return keys;
    }
}
