// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The FHIR server of the customer, behind its gateway.
 *
 * @param baseUrl FHIR base as the node reaches it, {@code https} or, within one machine or network, {@code http}
 * @param version version of FHIR
 * @param username user for HTTP Basic; null = the node does not log in
 * @param passwordSecret name of the secret with the password, as the backend keeps secrets; null with {@code username} null
 */
public record FhirUpstream(
        URI baseUrl,
        FhirVersion version,
        @Nullable String username,
        @Nullable String passwordSecret) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern SECRET = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern USERNAME = Pattern.compile("[\\x21-\\x39\\x3b-\\x7e]{1,128}");

    /** @throws IllegalArgumentException if a value has another form */
    public FhirUpstream {
        String scheme = baseUrl.getScheme();
        if (scheme == null
                || !SCHEMES.contains(scheme)
                || baseUrl.getHost() == null
                || baseUrl.getRawUserInfo() != null
                || baseUrl.getRawQuery() != null
                || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("give baseUrl as http(s) URL without credentials, query or fragment");
        }
        if ((username == null) != (passwordSecret == null)) {
            throw new IllegalArgumentException("give username and passwordSecret together, or neither");
        }
        if (username != null && !USERNAME.matcher(username).matches()) {
            throw new IllegalArgumentException("give username as 1 to 128 visible characters without a colon");
        }
        if (passwordSecret != null && !SECRET.matcher(passwordSecret).matches()) {
            throw new IllegalArgumentException(
                    "give passwordSecret as the name of a secret (lower-case letters, digits, -), never the password itself");
        }
    }

    /** Versions of FHIR that a node handles. */
    public enum FhirVersion implements WireName {
        /** FHIR 3.0.2. */
        STU3,
        /** FHIR 4.0.1. */
        R4
    }
}
