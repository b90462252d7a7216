// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.UnverifiedEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** The signature over an event (RFC 7518 §3.4, §3.5). The key has to be of the kind that the algorithm names. */
final class EventSignature {

    private EventSignature() {}

    /** Returns if the signature is that of the key. */
    static void require(UnverifiedEvent event, PublicKey key) throws VerificationFailedException {
        try {
            Signature signature = signature(event.header().algorithm(), key);
            signature.initVerify(key);
            signature.update(event.signingInput().getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(event.signature()))) {
                throw new VerificationFailedException("signature-invalid");
            }
        } catch (GeneralSecurityException e) {
            throw new VerificationFailedException("signature-invalid");
        }
    }

    private static Signature signature(String algorithm, PublicKey key)
            throws GeneralSecurityException, VerificationFailedException {
        switch (algorithm) {
            case "ES256":
                requireKey(key instanceof ECPublicKey ec && fieldSize(ec) == 256);
                return Signature.getInstance("SHA256withECDSAinP1363Format");
            case "ES384":
                requireKey(key instanceof ECPublicKey ec && fieldSize(ec) == 384);
                return Signature.getInstance("SHA384withECDSAinP1363Format");
            case "PS256":
                requireKey(key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048);
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                return signature;
            default:
                throw new VerificationFailedException("algorithm-not-allowed");
        }
    }

    private static int fieldSize(ECPublicKey key) {
        return key.getParams().getCurve().getField().getFieldSize();
    }

    private static void requireKey(boolean fits) throws VerificationFailedException {
        if (!fits) {
            throw new VerificationFailedException("key-does-not-fit-algorithm");
        }
    }
}
