// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

/** Who hands over and who takes over, and where the sender's FHIR server is as the receiver sees it. */
public record Parties(Party sender, Party receiver, String fhirBase) {}
