// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.notenboom.registry.event.EventFormat;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.VerifiedJws;
import java.security.PublicKey;
import java.util.Set;

/** The signature over an event. The key has to be of the kind that the algorithm names. */
final class EventSignature {

    private static final Set<String> UNDERSTOOD = Set.copyOf(EventFormat.CRITICAL);

    private EventSignature() {}

    /** Returns what was verified, with the key that was expected. */
    @CanIgnoreReturnValue
    static VerifiedJws require(UnverifiedEvent event, PublicKey key) throws VerificationFailedException {
        try {
            CompactJws jws = CompactJws.parse(event.compact(), EventFormat.MAX_LENGTH_WITH_CERTIFICATE);
            return JwsVerifier.verify(jws, key, EventFormat.ALGORITHMS, UNDERSTOOD);
        } catch (InvalidSignatureException e) {
            throw new VerificationFailedException("signature-invalid");
        }
    }
}
