// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What an authorization server says about itself (RFC 8414, with the members of Nuts nodes); only what the wallet uses.
 *
 * @param issuer its issuer URL, equal to the one that was asked for
 * @param tokenEndpoint where tokens are asked for
 * @param presentationDefinitionEndpoint where it tells what a scope needs
 * @param didMethods DID methods that it accepts
 * @param presentationFormats names of {@code vp_formats_supported}; empty when it says nothing about them
 */
public record AuthorizationServer(
        String issuer,
        URI tokenEndpoint,
        URI presentationDefinitionEndpoint,
        Set<String> didMethods,
        List<String> presentationFormats) {

    /** Copies the collections. */
    public AuthorizationServer {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(tokenEndpoint, "tokenEndpoint");
        Objects.requireNonNull(presentationDefinitionEndpoint, "presentationDefinitionEndpoint");
        didMethods = Set.copyOf(didMethods);
        presentationFormats = List.copyOf(presentationFormats);
    }

    /** Whether it accepts presentations in JWT form. */
    public boolean acceptsJwtPresentations() {
        return presentationFormats.isEmpty()
                || presentationFormats.contains("jwt_vp_json")
                || presentationFormats.contains("jwt_vp");
    }
}
