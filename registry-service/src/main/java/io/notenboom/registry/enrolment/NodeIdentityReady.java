// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

/**
 * The node can talk to its peers: its identity certificate is there and its peer listener is open, if it has one. Fired as an event, at start
 * or when the certificate is installed; again when it is renewed.
 *
 * @param identity the node identity certificate
 */
public record NodeIdentityReady(OwnCertificate identity) {}
