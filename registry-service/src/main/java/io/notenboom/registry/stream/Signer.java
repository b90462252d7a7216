// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate that events of a stream can be signed with.
 *
 * @param role as what it was introduced
 * @param thumbprint base64url SHA-256 of the certificate
 * @param chain the certificate, then those between it and the Foundation's root
 * @param introducedAt sequence of the event that introduced it; that event and later ones can be signed with it
 */
public record Signer(SignerRole role, String thumbprint, List<X509Certificate> chain, long introducedAt) {

    /** @throws IllegalArgumentException if the chain is empty */
    public Signer {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a signer has a certificate");
        }
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }
}
