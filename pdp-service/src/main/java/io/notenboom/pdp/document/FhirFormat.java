// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

/** The two formats of FHIR. */
public enum FhirFormat {
    /** {@code application/fhir+json}. */
    JSON,
    /** {@code application/fhir+xml}. */
    XML
}
