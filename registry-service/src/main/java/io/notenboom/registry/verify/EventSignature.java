// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.EventFormat;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;

/**
 * The signature over an event. The key has to be of the kind that the algorithm names. Form, algorithm and critical header
 * parameters were checked when the event was decoded.
 */
final class EventSignature {

    private EventSignature() {}

    /** @throws VerificationFailedException if it is not the key's over this event */
    static void require(UnverifiedEvent event, PublicKey key) throws VerificationFailedException {
        try {
            SignatureProviders.verify(
                    algorithm(event),
                    key,
                    event.signingInput().getBytes(StandardCharsets.US_ASCII),
                    Base64Url.decode(event.signature()));
        } catch (InvalidSignatureException e) {
            throw new VerificationFailedException("signature-invalid");
        }
    }

    private static SignatureAlgorithm algorithm(UnverifiedEvent event) throws VerificationFailedException {
        return SignatureAlgorithm.ofJoseName(event.header().algorithm())
                .filter(EventFormat.ALGORITHMS::contains)
                .orElseThrow(() -> new VerificationFailedException("signature-invalid"));
    }
}
