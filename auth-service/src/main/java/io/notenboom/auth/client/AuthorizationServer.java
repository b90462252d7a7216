// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization server says about itself (RFC 8414, with the members of Nuts nodes); only what the wallet uses.
 *
 * @param issuer its issuer URL, equal to the one that was asked for
 * @param tokenEndpoint where tokens are asked for
 * @param presentationDefinitionEndpoint where it tells what a scope needs; null when it does not tell
 * @param didMethods DID methods that it accepts
 * @param formats forms of presentations and credentials that it accepts, as Presentation Exchange names them ({@code jwt_vp},
 *     {@code ldp_vc}, …); empty when it says nothing about them
 * @param grantTypes grants that it offers; empty when it says nothing about them
 */
public record AuthorizationServer(
        String issuer,
        URI tokenEndpoint,
        @Nullable URI presentationDefinitionEndpoint,
        Set<String> didMethods,
        Set<String> formats,
        Set<String> grantTypes) {

    /** Copies the collections. */
    public AuthorizationServer {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(tokenEndpoint, "tokenEndpoint");
        didMethods = Set.copyOf(didMethods);
        formats = Set.copyOf(formats);
        grantTypes = Set.copyOf(grantTypes);
    }

    /** Whether it accepts this form, or does not say which ones it accepts. */
    public boolean accepts(String format) {
        return formats.isEmpty() || formats.contains(format);
    }
}
