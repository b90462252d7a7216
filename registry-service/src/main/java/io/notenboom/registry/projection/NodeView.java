// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventId;

/**
 * A vendor's node: the last valid registration in the vendor's stream.
 *
 * @param nodeId id of the node
 * @param address {@code https://host:port} of its peer listener
 * @param certificateThumbprint base64url SHA-256 of its identity certificate
 * @param vendor OID of the vendor
 * @param stream the vendor's stream
 * @param contested whether another vendor registers a node with the same id
 */
public record NodeView(
        String nodeId,
        String address,
        String certificateThumbprint,
        String vendor,
        EventId stream,
        boolean contested) {}
