// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A name that a certificate of a trusted authority must have (RFC 8705 §2.1.2).
 *
 * @param kind where it is
 * @param value what it is
 */
public record CertificateName(Kind kind, String value) {

    private static final int MAX_LENGTH = 512;

    /** @throws IllegalArgumentException if the value cannot be such a name; the message is safe to show */
    public CertificateName {
        Objects.requireNonNull(kind, "kind");
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a name of a certificate has 1 to " + MAX_LENGTH + " characters");
        }
        if (kind == Kind.SUBJECT_DN) {
            X500Principal unused = principal(value);
            Objects.requireNonNull(unused);
        }
    }

    /** Where in a certificate a name is. */
    public enum Kind {
        /** The subject, as RFC 4514 writes it. */
        SUBJECT_DN("tls_client_auth_subject_dn", -1),
        /** A dNSName. */
        SAN_DNS("tls_client_auth_san_dns", 2),
        /** A uniformResourceIdentifier. */
        SAN_URI("tls_client_auth_san_uri", 6),
        /** An iPAddress. */
        SAN_IP("tls_client_auth_san_ip", 7),
        /** An rfc822Name. */
        SAN_EMAIL("tls_client_auth_san_email", 1);

        private final String wireName;
        private final int type;

        Kind(String wireName, int type) {
            this.wireName = wireName;
            this.type = type;
        }

        /** The registered name of the client metadata. */
        public String wireName() {
            return wireName;
        }

        /** The kind with this name, if there is one. */
        public static Optional<Kind> ofWireName(String wireName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName.equals(wireName))
                    .findFirst();
        }
    }

    /** Whether a certificate has the name. */
    boolean isOf(X509Certificate certificate) {
        return kind == Kind.SUBJECT_DN
                ? principal(value).equals(certificate.getSubjectX500Principal())
                : alternativeNames(certificate).stream().anyMatch(this::isThis);
    }

    private boolean isThis(List<?> alternative) {
        if (alternative.size() < 2
                || !Integer.valueOf(kind.type).equals(alternative.get(0))
                || !(alternative.get(1) instanceof String text)) {
            return false;
        }
        return kind == Kind.SAN_DNS
                ? text.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))
                : text.equals(value);
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }

    private static X500Principal principal(String name) {
        try {
            return new X500Principal(name);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    Kind.SUBJECT_DN.wireName + " must be a name such as CN=gateway,O=Zorg,C=NL", malformed);
        }
    }
}
