// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** What stands behind a base path. */
public enum EndpointKind {
    /** A FHIR server. */
    FHIR,
    /** The notification endpoint of the bolt. */
    NOTIFICATION,
    /** The endpoint of Technical Agreement Notified Pull: a notification Task is posted to it. */
    TA_NP
}
