// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.stream.SignerRole;
import java.util.Map;

/**
 * Who may sign what. An event type that this version does not know may be signed by any certificate of its stream: a later
 * version knows what it means, and the log has to be the same on both.
 */
final class SigningRights {

    private static final Map<String, SignerRole> ROLES = Map.of(
            VendorRegistration.TYPE, SignerRole.VENDOR_CA,
            NodeRegistration.TYPE, SignerRole.VENDOR_CA,
            ContractProposal.TYPE, SignerRole.CONTRACT,
            ContractApproval.TYPE, SignerRole.CONTRACT,
            EndpointRegistration.TYPE, SignerRole.CONTRACT,
            FoundationRegistration.TYPE, SignerRole.FOUNDATION,
            EndpointTypeTable.TYPE, SignerRole.FOUNDATION);

    private SigningRights() {}

    static boolean allow(SignerRole role, String eventType) {
        return ROLES.getOrDefault(eventType, role) == role;
    }
}
