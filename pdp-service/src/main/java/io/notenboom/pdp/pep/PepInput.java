// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an enforcement point tells of a request; fixed at registration, never guessed.
 *
 * @param dialect where it names the original request
 * @param claims where the claims of the access token come from
 * @param certificateHeader where it names the client's certificate; without one no token that is bound to a certificate is good
 */
public record PepInput(
        Dialect dialect, ClaimSource claims, @Nullable ClientCertificateHeader certificateHeader) {

    /** @throws IllegalArgumentException when the dialect has no place for claims */
    public PepInput {
        if (claims != ClaimSource.INTROSPECTION && dialect.claimsIn() == Dialect.ClaimsIn.NOWHERE) {
            throw new IllegalArgumentException("claims is introspection in dialect " + dialect.wireName() + ".");
        }
    }

    /** Where the client's certificate is named. */
    public Optional<ClientCertificateHeader> clientCertificate() {
        return Optional.ofNullable(certificateHeader);
    }
}
