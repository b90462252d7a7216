// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.trust.key.KeyId;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate of this node whose key is in the custodian.
 *
 * @param key name of the key
 * @param chain the certificate, then those above it up to the Foundation's root, without the root
 */
public record OwnCertificate(KeyId key, List<X509Certificate> chain) {

    /** @throws IllegalArgumentException if the chain is empty */
    public OwnCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }
}
