// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import java.security.cert.X509Certificate;

/**
 * A certificate that events of a stream can be signed with.
 *
 * @param role as what it was introduced
 * @param thumbprint base64url SHA-256 of the certificate
 * @param certificate the certificate
 * @param introducedAt sequence of the event that introduced it; that event and later ones can be signed with it
 */
public record Signer(SignerRole role, String thumbprint, X509Certificate certificate, long introducedAt) {}
