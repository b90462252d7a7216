// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

/** What stands in front of the customer's FHIR server and asks the decision point. */
public enum GatewayKind implements WireName {
    /** Our own enforcement point. */
    AAA_PROXY,
    /** NGINX, with the AAA-proxy for requests that have a body. */
    NGINX,
    /** A gateway that the customer runs itself; the node only decides. */
    CUSTOMER
}
