// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.policy;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Pod Security Standard "restricted" (Kubernetes documentation, Pod Security Standards), and what this product asks for
 * besides: a root file system that cannot be written, limits, images by digest, no token of the API server that nobody asked
 * for, no secret in the text.
 */
final class PodRules {

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(PASSWORD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|_KEY)$");
    private static final Pattern DIGEST = Pattern.compile("[^@]+@sha256:[0-9a-f]{64}");

    private final List<String> found = new ArrayList<>();

    private PodRules() {}

    /** What is wrong with the pods of a workload. */
    static List<String> broken(Workload workload) {
        PodRules rules = new PodRules();
        PodSpec pod = workload.pod().getSpec();
        rules.checkPod(pod);
        containers(pod).forEach(container -> rules.checkContainer(pod, container));
        if (!workload.ends()) {
            pod.getContainers().forEach(rules::checkProbes);
        }
        return List.copyOf(rules.found);
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    private void require(boolean kept, String rule) {
        if (!kept) {
            found.add(rule);
        }
    }

    private void checkPod(PodSpec pod) {
        require(
                !is(pod.getHostNetwork()) && !is(pod.getHostPID()) && !is(pod.getHostIPC()),
                "uses a namespace of the host");
        require(
                Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()),
                "mounts a token of the API server by itself");
        require(
                Boolean.FALSE.equals(pod.getEnableServiceLinks()),
                "has the addresses of all services in its environment");
        require(pod.getServiceAccountName() != null, "runs as the default service account");
        PodSecurityContext security = pod.getSecurityContext();
        boolean sysctls = security != null && !security.getSysctls().isEmpty();
        require(!sysctls, "sets kernel parameters");
        pod.getVolumes().forEach(this::checkVolume);
    }

    private void checkVolume(Volume volume) {
        boolean permitted = Stream.of(
                        volume.getConfigMap(),
                        volume.getCsi(),
                        volume.getDownwardAPI(),
                        volume.getEmptyDir(),
                        volume.getEphemeral(),
                        volume.getPersistentVolumeClaim(),
                        volume.getProjected(),
                        volume.getSecret())
                .anyMatch(source -> source != null);
        require(permitted, "volume " + volume.getName() + " is of a kind that 'restricted' does not permit");
    }

    private void checkContainer(PodSpec pod, Container container) {
        String name = "container " + container.getName() + " ";
        SecurityContext own = container.getSecurityContext();
        if (own == null) {
            found.add(name + "has no securityContext");
            return;
        }
        PodSecurityContext shared = pod.getSecurityContext();
        require(Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), name + "may gain privileges");
        require(!is(own.getPrivileged()), name + "is privileged");
        require(Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()), name + "may write its root file system");
        require(nonRoot(own, shared), name + "may run as root");
        require(seccomp(own, shared), name + "has no seccomp profile");
        require(own.getProcMount() == null || own.getProcMount().equals("Default"), name + "has another /proc");
        checkCapabilities(name, own.getCapabilities());
        require(
                container.getPorts().stream().allMatch(port -> port.getHostPort() == null),
                name + "takes a port of the host");
        require(
                DIGEST.matcher(String.valueOf(container.getImage())).matches(),
                name + "has an image without a digest: " + container.getImage());
        checkLimits(name, container);
        container.getEnv().forEach(variable -> checkVariable(name, variable));
    }

    private static boolean nonRoot(SecurityContext own, @Nullable PodSecurityContext shared) {
        Boolean declared = own.getRunAsNonRoot();
        if (declared == null && shared != null) {
            declared = shared.getRunAsNonRoot();
        }
        Long user = own.getRunAsUser();
        if (user == null && shared != null) {
            user = shared.getRunAsUser();
        }
        return Boolean.TRUE.equals(declared) && (user == null || user != 0);
    }

    private static boolean seccomp(SecurityContext own, @Nullable PodSecurityContext shared) {
        String type = own.getSeccompProfile() != null
                ? own.getSeccompProfile().getType()
                : shared != null && shared.getSeccompProfile() != null
                        ? shared.getSeccompProfile().getType()
                        : "";
        return Set.of("RuntimeDefault", "Localhost").contains(type);
    }

    private void checkCapabilities(String name, @Nullable Capabilities capabilities) {
        boolean dropped = capabilities != null && capabilities.getDrop().contains("ALL");
        require(dropped, name + "keeps capabilities");
        boolean added = capabilities != null && !Set.of("NET_BIND_SERVICE").containsAll(capabilities.getAdd());
        require(!added, name + "adds capabilities");
    }

    private void checkLimits(String name, Container container) {
        Map<String, Quantity> limits =
                container.getResources() == null || container.getResources().getLimits() == null
                        ? Map.of()
                        : container.getResources().getLimits();
        require(limits.containsKey("cpu") && limits.containsKey("memory"), name + "has no limits of cpu and memory");
    }

    private void checkVariable(String name, EnvVar variable) {
        boolean literal = variable.getValue() != null && !variable.getValue().isEmpty();
        require(
                !literal || !SECRET_NAME.matcher(variable.getName()).matches(),
                name + "has a secret in its text: " + variable.getName());
    }

    private void checkProbes(Container container) {
        require(
                container.getLivenessProbe() != null && container.getReadinessProbe() != null,
                "container " + container.getName() + " has no probes of liveness and readiness");
    }

    private static boolean is(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
