// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import java.util.List;
import java.util.Map;

/** The customer's own Redis: TLS only, users of a file only, on disk before it answers, never evicting. */
final class RedisManifests {

    private static final NodeComponent REDIS = NodeComponent.REDIS;
    private static final String CONFIG = "/etc/redis";
    private static final String USERS = "/etc/redis-users";
    private static final String TLS = "/etc/redis-tls";
    private static final String DATA = "/var/lib/redis";

    private final NodeScope scope;
    private final NodeSizing sizing;
    private final HardenedPods pods;
    private final StatefulSets statefulSets;
    private final String image;

    RedisManifests(NodeScope scope, NodeSizing sizing, PlatformConfig platform, String image) {
        this.scope = scope;
        this.sizing = sizing;
        this.pods = new HardenedPods(scope, platform);
        this.statefulSets = new StatefulSets(scope, sizing, platform);
        this.image = image;
    }

    List<HasMetadata> all() {
        Map<String, String> files = Map.of("redis.conf", configuration());
        return List.of(
                new ConfigMapBuilder()
                        .withMetadata(scope.meta(REDIS))
                        .withData(files)
                        .build(),
                new ServiceBuilder()
                        .withMetadata(scope.meta(REDIS))
                        .withNewSpec()
                        .withType("ClusterIP")
                        .withSelector(scope.selector(REDIS))
                        .addNewPort()
                        .withName("redis")
                        .withPort(NodePorts.REDIS)
                        .withNewTargetPort("redis")
                        .withProtocol("TCP")
                        .endPort()
                        .endSpec()
                        .build(),
                statefulSets.of(
                        REDIS,
                        pods.of(
                                REDIS,
                                container(),
                                volumes(),
                                Map.of(HardenedPods.CHECKSUM, HardenedPods.checksum(files)))));
    }

    private String configuration() {
        return """
                bind * -::*
                port 0
                tls-port %d
                tls-cert-file %s/tls.crt
                tls-key-file %s/tls.key
                tls-ca-cert-file %s/ca.crt
                tls-auth-clients no
                tls-protocols "TLSv1.2 TLSv1.3"
                aclfile %s/users.acl
                dir %s
                appendonly yes
                appendfsync always
                save ""
                maxmemory %dmb
                maxmemory-policy noeviction
                protected-mode no
                daemonize no
                """.formatted(NodePorts.REDIS, TLS, TLS, TLS, USERS, DATA, sizing.redisDataMib());
    }

    private Container container() {
        return new ContainerBuilder()
                .withName(REDIS.label())
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand("redis-server", CONFIG + "/redis.conf")
                .addNewPort()
                .withName("redis")
                .withContainerPort(NodePorts.REDIS)
                .withProtocol("TCP")
                .endPort()
                .withResources(sizing.of(REDIS))
                .withSecurityContext(HardenedPods.containerSecurity())
                .withStartupProbe(HardenedPods.connection("redis", 2, 150))
                .withLivenessProbe(HardenedPods.connection("redis", 10, 6))
                .withReadinessProbe(HardenedPods.connection("redis", 5, 2))
                .withVolumeMounts(
                        ServiceVolumes.mount("tmp", "/tmp", false),
                        ServiceVolumes.mount(StatefulSets.DATA, DATA, false),
                        ServiceVolumes.mount("config", CONFIG, true),
                        ServiceVolumes.mount("users", USERS, true),
                        ServiceVolumes.mount("tls", TLS, true))
                .build();
    }

    private List<Volume> volumes() {
        return List.of(
                HardenedPods.scratch("tmp"),
                new VolumeBuilder()
                        .withName("config")
                        .withNewConfigMap()
                        .withName(REDIS.label())
                        .endConfigMap()
                        .build(),
                ServiceVolumes.secret("users", NodeSecret.REDIS, List.of("users.acl")),
                pods.certificate("tls", scope.host(REDIS)));
    }
}
