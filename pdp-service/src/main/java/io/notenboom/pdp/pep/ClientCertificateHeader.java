// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.request.RawHeader;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The header in which an enforcement point names the certificate of the client's TLS connection, for tokens that are bound to
 * one (RFC 8705, section 3). The enforcement point sets it itself on every request; it counts for no other one.
 *
 * @param name the header's name
 * @param form what its value is
 */
public record ClientCertificateHeader(String name, Form form) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{2,63}");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Set<String> TAKEN = Set.of(
            "accept",
            "authorization",
            "content-encoding",
            "content-length",
            "content-type",
            "dpop",
            "host",
            "prefer",
            "transfer-encoding",
            "x-access-token",
            "x-pep-id",
            "x-pep-key",
            "x-userinfo");

    /** What the value of the header is. */
    public enum Form {
        /** {@code x5t#S256}: base64url of the SHA-256 of the certificate. */
        THUMBPRINT("x5t#S256"),
        /** SHA-256 of the certificate in hex, with or without colons (HAProxy, Caddy, Envoy). */
        HEX("sha256-hex"),
        /** The certificate as URL-encoded PEM (NGINX, Traefik). */
        PEM("pem");

        private final String wireName;

        Form(String wireName) {
            this.wireName = wireName;
        }

        /** The name in the API. */
        public String wireName() {
            return wireName;
        }
    }

    /** @throws IllegalArgumentException when the name has a meaning of its own */
    public ClientCertificateHeader {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()
                || TAKEN.contains(lower)
                || lower.startsWith("x-forwarded-")
                || lower.startsWith("x-original-")) {
            throw new IllegalArgumentException(
                    "clientCertificate.header is a header of its own, for instance X-Client-Certificate.");
        }
    }

    /** Whether a header is this one. */
    public boolean is(RawHeader header) {
        return header.name().equalsIgnoreCase(name);
    }

    /** Whether the headers leave open which certificate is meant. */
    public boolean ambiguous(List<RawHeader> headers) {
        return headers.stream().filter(this::is).count() > 1;
    }

    /** The {@code x5t#S256} of the certificate that the one header names; empty when it is absent or names none. */
    public Optional<String> thumbprint(List<RawHeader> headers) {
        List<String> values =
                headers.stream().filter(this::is).map(RawHeader::value).toList();
        return values.size() == 1 ? thumbprint(values.getFirst()) : Optional.empty();
    }

    private Optional<String> thumbprint(String value) {
        return switch (form) {
            case THUMBPRINT ->
                Optional.of(value).filter(text -> THUMBPRINT.matcher(text).matches());
            case HEX ->
                Optional.of(value.replace(":", ""))
                        .filter(text -> HEX.matcher(text).matches())
                        .map(text -> Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(HexFormat.of().parseHex(text)));
            case PEM -> ofPem(value);
        };
    }

    private static Optional<String> ofPem(String value) {
        try {
            String pem = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(Fingerprints.x5tS256(Pem.readFirstCertificate(pem)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
