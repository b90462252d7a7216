// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.contract;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contract certificate that this node issued, and the wish that it was issued for.
 *
 * @param contractId id of the contract
 * @param key name of its key at the custodian
 * @param wish what was asked for
 * @param certificate the certificate, PEM
 * @param series id of the contract that it follows, directly or not; its own if it is the first
 * @param lost since when somebody else may have the key, so that nothing is signed with it any more; null if nobody has
 */
public record IssuedContract(
        UUID contractId,
        KeyId key,
        ContractWish wish,
        String certificate,
        UUID series,
        @Nullable Instant lost) {

    /** The first of its series. */
    public IssuedContract(UUID contractId, KeyId key, ContractWish wish, String certificate) {
        this(contractId, key, wish, certificate, contractId, null);
    }

    /** The certificate, read. */
    public X509Certificate parsedCertificate() {
        return Pem.readFirstCertificate(certificate);
    }

    /** Whether it takes the place of an earlier one. */
    public boolean isSuccessor() {
        return !series.equals(contractId);
    }

    /** The same, with a key that somebody else may have since then. */
    public IssuedContract lostAt(Instant since) {
        return new IssuedContract(contractId, key, wish, certificate, series, since);
    }
}
