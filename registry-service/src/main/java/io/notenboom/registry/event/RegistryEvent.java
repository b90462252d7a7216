// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

/** The payload of an event. Instants are whole seconds; certificates are PEM text; OIDs are written {@code urn:oid:…}. */
public sealed interface RegistryEvent
        permits VendorRegistration,
                ContractProposal,
                ContractApproval,
                EndpointRegistration,
                NodeRegistration,
                FoundationRegistration,
                EndpointTypeTable,
                CertificateRevocation,
                ForkResolution,
                NotUnderstood {

    /** Name of the event type, the header's {@code evt}. */
    String type();
}
