// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import io.notenboom.trust.x509.Fingerprints;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate that events of a stream can be signed with.
 *
 * @param role as what it was introduced
 * @param chain the certificate, then those between it and the Foundation's root
 * @param thumbprints base64url SHA-256 of each certificate of the chain
 * @param introducedAt sequence of the event that introduced it; that event and later ones can be signed with it
 */
public record Signer(SignerRole role, List<X509Certificate> chain, List<String> thumbprints, long introducedAt) {

    /** @throws IllegalArgumentException if the chain is empty */
    public Signer {
        chain = List.copyOf(chain);
        thumbprints = List.copyOf(thumbprints);
        if (chain.isEmpty() || chain.size() != thumbprints.size()) {
            throw new IllegalArgumentException(
                    "a signer has a certificate, and a thumbprint for each one in its chain");
        }
    }

    /** A signer with a chain. */
    public static Signer of(SignerRole role, List<X509Certificate> chain, long introducedAt) {
        List<String> thumbprints = chain.stream().map(Fingerprints::x5tS256).toList();
        return new Signer(role, chain, thumbprints, introducedAt);
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Base64url SHA-256 of the certificate. */
    public String thumbprint() {
        return thumbprints.getFirst();
    }
}
