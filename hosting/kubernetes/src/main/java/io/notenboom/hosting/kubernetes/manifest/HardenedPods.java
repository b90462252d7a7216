// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pods as Pod Security "restricted" wants them, and somewhat more: nothing on the root file system can be written. */
final class HardenedPods {

    /** User and group of every process of a node. */
    static final long USER = 10_001;

    /** Changes of what a pod reads change this annotation, and so the pod. */
    static final String CHECKSUM = "notenboom.io/configuration-sha256";

    private static final int GRACE_SECONDS = 30;

    private final NodeScope scope;
    private final PlatformConfig platform;

    HardenedPods(NodeScope scope, PlatformConfig platform) {
        this.scope = scope;
        this.platform = platform;
    }

    /** A pod of one container. */
    PodTemplateSpec of(
            NodeComponent component, Container container, List<Volume> volumes, Map<String, String> annotations) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(scope.labels(component))
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(component.account())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withPriorityClassName(platform.priorityClass())
                .withTerminationGracePeriodSeconds((long) GRACE_SECONDS)
                .withSecurityContext(podSecurity())
                .addNewTopologySpreadConstraint()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withLabelSelector(new LabelSelectorBuilder()
                        .withMatchLabels(scope.selector(component))
                        .build())
                .endTopologySpreadConstraint()
                .withContainers(container)
                .withVolumes(volumes)
                .endSpec()
                .build();
    }

    private static PodSecurityContext podSecurity() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    /** What every container is held to. */
    static SecurityContext containerSecurity() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withPrivileged(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** SHA-256 of names and contents in the order of names, each with its length before it. */
    static String checksum(Map<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((name, content) -> {
                digest.update((name.length() + ":" + name + content.length() + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(content.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A folder for temporary files, which ends with the pod. */
    static Volume scratch(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withNewSizeLimit("256Mi")
                .endEmptyDir()
                .build();
    }

    /** A key made in the memory of the pod, and its certificate for these names. */
    Volume certificate(String name, String... hosts) {
        PlatformConfig.Certificates issuer = platform.certificates();
        return new VolumeBuilder()
                .withName(name)
                .withNewCsi()
                .withDriver("csi.cert-manager.io")
                .withReadOnly(true)
                .addToVolumeAttributes("csi.cert-manager.io/issuer-kind", issuer.issuerKind())
                .addToVolumeAttributes("csi.cert-manager.io/issuer-name", issuer.issuerName())
                .addToVolumeAttributes("csi.cert-manager.io/dns-names", String.join(",", hosts))
                .addToVolumeAttributes("csi.cert-manager.io/key-usages", "digital signature,server auth")
                .addToVolumeAttributes("csi.cert-manager.io/key-algorithm", "ECDSA")
                .addToVolumeAttributes("csi.cert-manager.io/key-size", "256")
                .addToVolumeAttributes("csi.cert-manager.io/fs-group", Long.toString(USER))
                .endCsi()
                .build();
    }

    /** A probe of Quarkus' health on the management listener. */
    static Probe health(String path, int everySeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/q/health/" + path)
                .withNewPort("management")
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(everySeconds)
                .withTimeoutSeconds(3)
                .withFailureThreshold(failures)
                .build();
    }

    /** A probe that a port takes connections. */
    static Probe connection(String port, int everySeconds, int failures) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withNewPort(port)
                .endTcpSocket()
                .withPeriodSeconds(everySeconds)
                .withTimeoutSeconds(3)
                .withFailureThreshold(failures)
                .build();
    }
}
