// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.hosting;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.process.Supervision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The loopback ports of a control plane, which it keeps.
 *
 * @param http its API
 * @param management health and metrics
 * @param redis its Redis
 */
record HostingPorts(int http, int management, int redis) {

    /** The ports that it had before, else fresh ones. */
    static HostingPorts remembered(NodeFolder folder, Supervision supervision) {
        ObjectMapper json = new ObjectMapper();
        Path file = folder.tokens().resolveSibling("ports.json");
        try {
            if (Files.exists(file)) {
                HostingPorts known = json.readValue(file.toFile(), HostingPorts.class);
                supervision.claimPort(known.http());
                supervision.claimPort(known.management());
                supervision.claimPort(known.redis());
                return known;
            }
            HostingPorts ports =
                    new HostingPorts(supervision.reservePort(), supervision.reservePort(), supervision.reservePort());
            var _ = NodeFolder.writePrivate(file, json.writeValueAsString(ports));
            return ports;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + file, failure);
        }
    }
}
