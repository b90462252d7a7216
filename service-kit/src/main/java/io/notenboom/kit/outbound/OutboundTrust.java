// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import io.notenboom.trust.tls.TrustedAuthorities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/** Whom outbound TLS trusts: the authorities of the Java runtime, and those of a PEM bundle. */
public final class OutboundTrust {

    private OutboundTrust() {}

    /**
     * Reads the bundle.
     *
     * @param bundle PEM file with one or more certificates
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it has no certificate or a malformed one
     */
    public static X509TrustManager of(Optional<Path> bundle) {
        try {
            return TrustedAuthorities.ofTheRuntimeAnd(bundle);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read notenboom.outbound.trust", unreadable);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("notenboom.outbound.trust: " + unfit.getMessage(), unfit);
        }
    }
}
