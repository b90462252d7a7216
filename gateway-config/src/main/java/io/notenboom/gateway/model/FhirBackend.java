// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import io.notenboom.gateway.model.address.UrlPath;
import org.jspecify.annotations.Nullable;

/**
 * The customer's FHIR server. Its FHIR base is at the same path as the public one, because raw targets are passed on.
 *
 * @param basePath path of the FHIR base; default {@code /fhir}
 * @param upstream where the server is
 * @param credentials how the gateway logs in; null = not at all
 */
public record FhirBackend(
        @Nullable UrlPath basePath,
        Upstream upstream,
        @Nullable BackendCredentials credentials) {

    public FhirBackend {
        Required.field(upstream, "upstream");
    }

    /** Path of the FHIR base, also when the document does not give it. */
    public UrlPath base() {
        return basePath == null ? new UrlPath("/fhir") : basePath;
    }
}
