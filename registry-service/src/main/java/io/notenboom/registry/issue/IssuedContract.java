// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.util.UUID;

/**
 * A contract certificate that this node issued, and the wish that it was issued for.
 *
 * @param contractId id of the contract
 * @param key name of its key at the custodian
 * @param wish what was asked for
 * @param certificate the certificate, PEM
 */
public record IssuedContract(UUID contractId, KeyId key, ContractWish wish, String certificate) {

    /** The certificate, read. */
    public X509Certificate parsedCertificate() {
        return Pem.readFirstCertificate(certificate);
    }
}
