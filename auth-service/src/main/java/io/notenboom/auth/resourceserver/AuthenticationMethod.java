// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a resource server authenticates, by the names of the IANA registry of OAuth token endpoint authentication methods. */
public enum AuthenticationMethod {
    /** Id and secret in the header {@code Authorization} (RFC 6749 §2.3.1). */
    CLIENT_SECRET_BASIC,
    /** Id and secret in the body (RFC 6749 §2.3.1). */
    CLIENT_SECRET_POST,
    /** A JWT signed with a key of the client (RFC 7523). */
    PRIVATE_KEY_JWT,
    /** A certificate of a trusted authority with a certain name (RFC 8705 §2.1). */
    TLS_CLIENT_AUTH,
    /** A certain certificate, whoever issued it (RFC 8705 §2.2). */
    SELF_SIGNED_TLS_CLIENT_AUTH;

    /** The registered name. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method with this name, if there is one. */
    public static Optional<AuthenticationMethod> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(method -> method.wireName().equals(wireName))
                .findFirst();
    }

    /** Those that work without client certificates. */
    public static List<AuthenticationMethod> withoutCertificates() {
        return List.of(CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT);
    }

    /** Whether it is a secret that both sides know. */
    public boolean isSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }
}
