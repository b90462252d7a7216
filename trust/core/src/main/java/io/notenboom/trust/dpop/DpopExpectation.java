// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The request that a proof must be for.
 *
 * @param method HTTP method, compared character by character
 * @param url URL of the request as the client sees it: made from the configured public base URL, never from the Host header
 * @param accessToken the token sent with the request, null at the token endpoint
 * @param thumbprint the key that the token is bound to ({@code cnf.jkt}), null if it is not known yet
 */
public record DpopExpectation(
        String method,
        URI url,
        @Nullable Secret accessToken,
        @Nullable String thumbprint) {

    /** Checks that method and URL are there. */
    public DpopExpectation {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
    }

    /** For a token request: the proof decides which key the token is bound to. */
    public static DpopExpectation tokenRequest(URI tokenEndpoint) {
        return new DpopExpectation("POST", tokenEndpoint, null, null);
    }

    /** For a request to a protected resource. */
    public static DpopExpectation resourceRequest(String method, URI url, Secret accessToken, String thumbprint) {
        return new DpopExpectation(
                method,
                url,
                Objects.requireNonNull(accessToken, "accessToken"),
                Objects.requireNonNull(thumbprint, "thumbprint"));
    }
}
