// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller shows to be an enforcement point.
 *
 * @param shownKey the one key in the call, if there is one
 * @param shownCertificate {@code x5t#S256} of the client certificate of its TLS connection, if it showed one
 */
public record PepCredentials(
        @Nullable String shownKey, @Nullable String shownCertificate) {

    /** The header with an enforcement point's key. */
    public static final String KEY_HEADER = "X-PEP-Key";

    /** The header with its id, where no path has it. */
    public static final String ID_HEADER = "X-PEP-Id";

    /** The key. */
    public Optional<String> key() {
        return Optional.ofNullable(shownKey);
    }

    /** The certificate's thumbprint. */
    public Optional<String> certificate() {
        return Optional.ofNullable(shownCertificate);
    }

    /** A key only. */
    public static PepCredentials ofKey(@Nullable String key) {
        return new PepCredentials(key, null);
    }
}
