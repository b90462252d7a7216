// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.customer.Resources;
import io.notenboom.hosting.customer.ServicePlan;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much each container gets of what the customer took. {@link Resources} are those of one process of each kind; further
 * replicas come on top, and the quota of the namespace covers them.
 */
final class NodeSizing {

    /** What Redis needs beside its data: buffers, and pages copied while its file is rewritten. */
    private static final int REDIS_BESIDE_DATA = 32;

    private static final int BACKUP_MEMORY = 256;
    private static final int BACKUP_CPU = 500;
    private static final int BACKUP_GIB = 1;
    private static final int SERVICES = 4;
    /** Redis' volume, in times of its data: the file is rewritten beside the one that grows. */
    private static final int REDIS_FILES = 4;

    private static final int MIB_OF_A_GIB = 1_024;
    /** Share of the node's cores that is set apart; a container may use all of them when they are free. */
    private static final int REQUESTED_SHARE = 8;

    private final Resources resources;
    private final ServicePlan plan;
    private final DesiredState state;
    private final boolean ownRedis;

    NodeSizing(CustomerSpec spec) {
        this.resources = spec.resources();
        this.plan = spec.plan();
        this.state = spec.desiredState();
        this.ownRedis = spec.redis() == RedisMode.DEDICATED;
    }

    /** Replicas of a component that there are at least. */
    int replicas(NodeComponent component) {
        return switch (state) {
            case ARCHIVED -> 0;
            // DID documents and status lists go on being served
            case PAUSED -> component == NodeComponent.AUTH || component == NodeComponent.REDIS ? 1 : 0;
            case ACTIVE -> component == NodeComponent.REGISTRY || component == NodeComponent.REDIS ? 1 : spread();
        };
    }

    /** Replicas of a component that there are at most. */
    int mostReplicas(NodeComponent component) {
        return scales(component) ? mostReplicasWhenActive(component) : replicas(component);
    }

    /** Replicas of a component that there may have been while the customer was active; each has left its volume. */
    int mostReplicasWhenActive(NodeComponent component) {
        return isScalable(component) ? 2 * spread() : 1;
    }

    /** Whether load decides on the replicas of a component. */
    boolean scales(NodeComponent component) {
        return isScalable(component) && state == DesiredState.ACTIVE;
    }

    private boolean isScalable(NodeComponent component) {
        boolean scalable =
                switch (component) {
                    case AUTH, PDP, PROXY -> true;
                    case REGISTRY, REDIS, BACKUP -> false;
                };
        return scalable && spread() > 1;
    }

    private int spread() {
        return switch (plan) {
            case SMALL -> 1;
            case STANDARD -> 2;
        };
    }

    /** So many per cent of what a container may use of the processors: above it another replica helps. */
    Quantity busyCpu(int percent) {
        return new Quantity(resources.cpuMillis() * percent / 100 + "m");
    }

    int redisDataMib() {
        return resources.redisMib();
    }

    /** Size of the volume of each pod of a component; 0 for one that keeps nothing. */
    int volumeGib(NodeComponent component) {
        return switch (component) {
            case REGISTRY, AUTH, PDP -> resources.storageGib();
            case REDIS -> ownRedis ? Math.max(1, resources.redisMib() * REDIS_FILES / MIB_OF_A_GIB) : 0;
            case PROXY -> 0;
            case BACKUP -> BACKUP_GIB;
        };
    }

    /** Size of the largest volume of the node. */
    int largestVolumeGib() {
        return Arrays.stream(NodeComponent.values())
                .mapToInt(this::volumeGib)
                .max()
                .orElseThrow();
    }

    /** What a container of a component may use. */
    ResourceRequirements of(NodeComponent component) {
        return switch (component) {
            case REDIS -> requirements(redisMemory(), resources.cpuMillis());
            case BACKUP -> requirements(BACKUP_MEMORY, BACKUP_CPU);
            case REGISTRY, AUTH, PDP, PROXY -> requirements(serviceMemory(), resources.cpuMillis());
        };
    }

    /** Backups that there are at most: one for each pod with records. */
    private int backups() {
        return 1 + 2 * mostReplicasWhenActive(NodeComponent.AUTH);
    }

    private int redisMemory() {
        return ownRedis ? resources.redisMib() * 3 / 2 + REDIS_BESIDE_DATA : 0;
    }

    private int serviceMemory() {
        return (resources.memoryMib() - redisMemory()) / SERVICES;
    }

    /** Memory is never lent: what a container may use is set apart for it. */
    private static ResourceRequirements requirements(int memoryMib, int cpuMillis) {
        Quantity memory = new Quantity(memoryMib + "Mi");
        Quantity scratch = new Quantity("128Mi");
        Map<String, Quantity> requests = new TreeMap<>();
        requests.put("cpu", new Quantity(Math.max(10, cpuMillis / REQUESTED_SHARE) + "m"));
        requests.put("memory", memory);
        requests.put("ephemeral-storage", scratch);
        Map<String, Quantity> limits = new TreeMap<>();
        limits.put("cpu", new Quantity(cpuMillis + "m"));
        limits.put("memory", memory);
        limits.put("ephemeral-storage", new Quantity("512Mi"));
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    /**
     * Most of everything that the namespace may take: all replicas, one more of each while versions change, and all backups at one
     * time.
     */
    Map<String, Quantity> quota() {
        int backups = backups();
        int pods = backups;
        int memory = backups * BACKUP_MEMORY;
        int cpu = backups * BACKUP_CPU;
        int volumes = backups;
        int storage = backups * BACKUP_GIB;
        for (NodeComponent component : NodeComponent.values()) {
            if (component == NodeComponent.BACKUP || (component == NodeComponent.REDIS && !ownRedis)) {
                continue;
            }
            int most = Math.max(mostReplicas(component), component == NodeComponent.REDIS ? 1 : spread()) + 1;
            pods += most;
            memory += most * (component == NodeComponent.REDIS ? redisMemory() : serviceMemory());
            cpu += most * resources.cpuMillis();
            if (volumeGib(component) > 0) {
                volumes += most;
                storage += most * volumeGib(component);
            }
        }
        return quota(pods, memory, cpu, volumes, storage);
    }

    private static Map<String, Quantity> quota(int pods, int memory, int cpu, int volumes, int storage) {
        return Map.of(
                "limits.cpu",
                new Quantity(cpu + "m"),
                "limits.memory",
                new Quantity(memory + "Mi"),
                "requests.cpu",
                new Quantity(cpu / REQUESTED_SHARE + SERVICES * 10 + "m"),
                "requests.memory",
                new Quantity(memory + "Mi"),
                "requests.storage",
                new Quantity(storage + "Gi"),
                "persistentvolumeclaims",
                new Quantity(Integer.toString(volumes)),
                "pods",
                new Quantity(Integer.toString(pods + 2)),
                "services.loadbalancers",
                new Quantity("0"),
                "services.nodeports",
                new Quantity("0"));
    }
}
