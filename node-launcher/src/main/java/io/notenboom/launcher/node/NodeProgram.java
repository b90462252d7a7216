// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One process of a node and the services in it.
 *
 * @param name in process names and of its log
 * @param folder name of its folder
 * @param module its Maven module
 * @param services what it serves, in the order in which services start; not empty
 * @param first the service whose internal listener, management listener and identity at a custodian the process has
 */
public record NodeProgram(String name, String folder, String module, Set<ServiceKind> services, ServiceKind first) {

    /** What the process of a small node has in it. */
    public static final Set<ServiceKind> TOGETHER =
            Collections.unmodifiableSet(EnumSet.of(ServiceKind.REGISTRY, ServiceKind.AUTH, ServiceKind.PDP));

    /** The process of a small node. */
    static final NodeProgram SMALL_NODE = new NodeProgram("node", "node", "small-node", TOGETHER, ServiceKind.REGISTRY);

    /** What is left of it while the node is paused: the authorization server alone, on the same files. */
    private static final NodeProgram SMALL_NODE_PAUSED = new NodeProgram(
            ServiceKind.AUTH.shortName(),
            SMALL_NODE.folder(),
            ServiceKind.AUTH.module(),
            EnumSet.of(ServiceKind.AUTH),
            SMALL_NODE.first());

    public NodeProgram {
        services = Collections.unmodifiableSet(EnumSet.copyOf(services));
    }

    /** The program that has one service alone. */
    public static NodeProgram of(ServiceKind service) {
        return new NodeProgram(
                service.shortName(), service.shortName(), service.module(), EnumSet.of(service), service);
    }

    /** The programs of a node, in the order in which they start. */
    static List<NodeProgram> of(NodeSpec spec) {
        if (spec.paused()) {
            return List.of(spec.small() ? SMALL_NODE_PAUSED : of(ServiceKind.AUTH));
        }
        Stream<NodeProgram> alone = spec.services().stream()
                .filter(service -> !spec.small() || !TOGETHER.contains(service))
                .sorted()
                .map(NodeProgram::of);
        return Stream.concat(spec.small() ? Stream.of(SMALL_NODE) : Stream.of(), alone)
                .toList();
    }

    /** The program of a small node. */
    public static NodeProgram small() {
        return SMALL_NODE;
    }

    /** The names of all programs that a node of any kind can have. */
    static List<String> names() {
        return Stream.concat(
                        Stream.of(SMALL_NODE),
                        Arrays.stream(ServiceKind.values()).map(NodeProgram::of))
                .map(NodeProgram::name)
                .toList();
    }
}
