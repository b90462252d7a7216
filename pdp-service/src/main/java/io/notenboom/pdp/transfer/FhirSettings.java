// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.request.FhirVersion;
import java.util.Set;

/**
 * The customer's FHIR server.
 *
 * @param baseUrl as this service reaches it, without a slash at the end
 * @param publicBaseUrl as receivers reach it, through the gateway
 */
public record FhirSettings(String baseUrl, String publicBaseUrl, FhirVersion version) {

    /** Base URLs below which a reference is local. */
    public Set<String> bases() {
        return baseUrl.equals(publicBaseUrl) ? Set.of(baseUrl) : Set.of(baseUrl, publicBaseUrl);
    }
}
