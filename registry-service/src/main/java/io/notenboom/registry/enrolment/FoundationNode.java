// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.registry.event.NetworkId;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Foundation of the network, as this node knows it.
 *
 * @param root its root certificate
 * @param networkName name of the network
 * @param network identifier of the network
 * @param authority its CA, on the node that is the Foundation
 * @param requestsOrNull its requests, on the node that is the Foundation
 */
public record FoundationNode(
        X509Certificate root,
        String networkName,
        NetworkId network,
        @Nullable FoundationAuthority authority,
        @Nullable FoundationRequests requestsOrNull) {

    /** The requests; empty on a node that is not the Foundation. */
    public Optional<FoundationRequests> requests() {
        return Optional.ofNullable(requestsOrNull);
    }
}
