// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.launcher.process.Supervision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The loopback ports of one node.
 *
 * @param redis Redis
 * @param internal internal listener by service
 * @param management management listener by service
 * @param authPublic public HTTPS listener of the authorization server
 * @param proxyPublic public HTTPS listener of the AAA-proxy
 * @param peer mTLS listener of the registry
 * @param gateway HTTPS listener of NGINX, when it is used
 */
public record NodePorts(
        int redis,
        Map<ServiceKind, Integer> internal,
        Map<ServiceKind, Integer> management,
        int authPublic,
        int proxyPublic,
        int peer,
        int gateway) {

    public NodePorts {
        internal = Map.copyOf(internal);
        management = Map.copyOf(management);
    }

    /** Reserves a fresh set. */
    public static NodePorts reserve(Supervision supervision) {
        Map<ServiceKind, Integer> internal = new EnumMap<>(ServiceKind.class);
        Map<ServiceKind, Integer> management = new EnumMap<>(ServiceKind.class);
        for (ServiceKind service : ServiceKind.values()) {
            internal.put(service, supervision.reservePort());
            management.put(service, supervision.reservePort());
        }
        return new NodePorts(
                supervision.reservePort(),
                internal,
                management,
                supervision.reservePort(),
                supervision.reservePort(),
                supervision.reservePort(),
                supervision.reservePort());
    }

    /**
     * The ports that this node had before, else fresh ones; kept in {@code ports.json} in its folder, because its DIDs carry
     * the public port.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if another program uses one of them
     */
    public static NodePorts remembered(NodeFolder folder, Supervision supervision) {
        ObjectMapper json = new ObjectMapper();
        Path file = folder.root().resolve("ports.json");
        try {
            if (Files.exists(file)) {
                NodePorts known = json.readValue(file.toFile(), NodePorts.class);
                known.all().forEach(supervision::claimPort);
                return known;
            }
            Files.createDirectories(folder.root());
            NodePorts ports = reserve(supervision);
            NodeFolder.writeDurably(file, json.writeValueAsString(ports));
            return ports;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + file, failure);
        }
    }

    /** The same, with one internal and one management listener for all of these services: those of the first. */
    NodePorts joined(NodeProgram program) {
        Map<ServiceKind, Integer> joinedInternal = new EnumMap<>(internal);
        Map<ServiceKind, Integer> joinedManagement = new EnumMap<>(management);
        for (ServiceKind service : program.services()) {
            joinedInternal.put(service, internalOf(program.first()));
            joinedManagement.put(service, managementOf(program.first()));
        }
        return new NodePorts(redis, joinedInternal, joinedManagement, authPublic, proxyPublic, peer, gateway);
    }

    private IntStream all() {
        return IntStream.concat(
                IntStream.of(redis, authPublic, proxyPublic, peer, gateway),
                Stream.of(internal, management)
                        .flatMap(ports -> ports.values().stream())
                        .mapToInt(Integer::intValue));
    }

    /** Internal port of a service. */
    public int internalOf(ServiceKind service) {
        return Objects.requireNonNull(internal.get(service));
    }

    /** Management port of a service. */
    public int managementOf(ServiceKind service) {
        return Objects.requireNonNull(management.get(service));
    }
}
