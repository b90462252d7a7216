// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * The policy decision point, asked at {@code /authz/forward/{pep}}. The gateway shows it a key, or a certificate in TLS.
 *
 * @param upstream where it is
 * @param pep id of this gateway there
 * @param keyFile file whose first line is the PEP key; null = a certificate is shown
 * @param certificate PEM file with the certificate that is registered there; null = a key is shown
 * @param key PEM file with its private key
 */
public record DecisionPoint(
        Upstream upstream,
        PepId pep,
        @Nullable AbsoluteFile keyFile,
        @Nullable AbsoluteFile certificate,
        @Nullable AbsoluteFile key) {

    public DecisionPoint {
        Required.field(upstream, "upstream");
        Required.field(pep, "pep");
        if (certificate == null && key == null) {
            Required.field(keyFile, "keyFile");
        } else if (certificate == null || key == null || keyFile != null) {
            throw new IllegalArgumentException("give \"keyFile\", or \"certificate\" and \"key\"");
        } else if (!upstream.url().secure()) {
            throw new IllegalArgumentException(
                    "a \"certificate\" is shown in TLS only: give \"upstream\" an https url");
        }
    }
}
