// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.stream.SignerRole;
import java.util.Map;
import java.util.Set;

/**
 * Who may sign what. An event type that this version does not know may be signed by any certificate of its stream: a later
 * version knows what it means, and the log has to be the same on both.
 */
final class SigningRights {

    private static final Set<SignerRole> THE_FOUNDATION =
            Set.of(SignerRole.FOUNDATION, SignerRole.FOUNDATION_OPERATIONS);

    private static final Map<String, Set<SignerRole>> ROLES = Map.of(
            VendorRegistration.TYPE, Set.of(SignerRole.VENDOR_CA),
            NodeRegistration.TYPE, Set.of(SignerRole.VENDOR_CA),
            ContractProposal.TYPE, Set.of(SignerRole.CONTRACT),
            ContractApproval.TYPE, Set.of(SignerRole.CONTRACT),
            EndpointRegistration.TYPE, Set.of(SignerRole.CONTRACT),
            FoundationRegistration.TYPE, Set.of(SignerRole.FOUNDATION),
            EndpointTypeTable.TYPE, THE_FOUNDATION,
            CertificateRevocation.TYPE, THE_FOUNDATION,
            ForkResolution.TYPE, THE_FOUNDATION);

    private SigningRights() {}

    static boolean allow(SignerRole role, String eventType) {
        return ROLES.getOrDefault(eventType, Set.of(role)).contains(role);
    }
}
