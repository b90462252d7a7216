// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.hosting.customer.ServicePlan;
import io.notenboom.launcher.node.NodeProgram;
import io.notenboom.launcher.node.ServiceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses of a node, as the file of its ports has them. */
final class NodeAddresses {

    private static final ObjectMapper JSON = new ObjectMapper();

    private NodeAddresses() {}

    /** By name; empty if the node has no ports yet. */
    static Map<String, String> read(Path node, ServicePlan plan) {
        Path file = node.resolve("ports.json");
        Map<String, String> addresses = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return addresses;
        }
        try {
            JsonNode ports = JSON.readTree(file.toFile());
            addresses.put(
                    "public", "https://localhost:" + ports.path("authPublic").asInt());
            addresses.put(
                    "gateway", "https://localhost:" + ports.path("proxyPublic").asInt());
            addresses.put("peer", "https://localhost:" + ports.path("peer").asInt());
            for (ServiceKind service : ServiceKind.values()) {
                boolean together = plan == ServicePlan.SMALL && NodeProgram.TOGETHER.contains(service);
                ServiceKind listening = together ? ServiceKind.REGISTRY : service;
                addresses.put(
                        service.shortName(),
                        "http://127.0.0.1:"
                                + ports.path("internal").path(listening.name()).asInt());
            }
            return addresses;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }
}
