// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.GatewayKind;
import java.util.ArrayList;
import java.util.List;

/** What the pods of services mount, each no more than it reads. */
final class ServiceVolumes {

    /** Audience of the token with which a pod logs in at the custodian. */
    static final String CUSTODIAN_AUDIENCE = "vault";

    private static final long TOKEN_SECONDS = 600;
    private static final int READABLE_BY_GROUP = 0440;

    private final CustomerSpec spec;
    private final NodeScope scope;
    private final HardenedPods pods;

    ServiceVolumes(CustomerSpec spec, NodeScope scope, HardenedPods pods) {
        this.spec = spec;
        this.scope = scope;
        this.pods = pods;
    }

    List<Volume> of(NodeComponent component) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(HardenedPods.scratch("tmp"));
        if (component == NodeComponent.PROXY) {
            volumes.add(HardenedPods.scratch(StatefulSets.DATA));
        }
        volumes.add(new VolumeBuilder()
                .withName("config")
                .withNewConfigMap()
                .withName(component.label())
                .endConfigMap()
                .build());
        volumes.add(secret("access", NodeSecret.ACCESS, accessFiles(component)));
        if (component.signs()) {
            volumes.add(custodianToken());
        }
        if (component == NodeComponent.REGISTRY) {
            volumes.add(secret("foundation", NodeSecret.FOUNDATION, List.of("token")));
        }
        if (hasPublicListener(component)) {
            volumes.add(pods.certificate("tls", scope.host(component)));
        }
        if (component == NodeComponent.AUTH) {
            volumes.add(new VolumeBuilder()
                    .withName("policies")
                    .withNewConfigMap()
                    .withName("policies")
                    .withOptional(true)
                    .endConfigMap()
                    .build());
        }
        FhirUpstream fhir = spec.fhir();
        if (readsFhir(component) && fhir != null && fhir.passwordSecret() != null) {
            volumes.add(secret("fhir", fhir.passwordSecret(), List.of("password")));
        }
        return volumes;
    }

    List<VolumeMount> mounts(NodeComponent component) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount("tmp", "/tmp", false));
        mounts.add(mount(StatefulSets.DATA, ServiceConfiguration.DATA_DIR, false));
        mounts.add(mount("config", ServiceConfiguration.CONFIG_DIR, true));
        mounts.add(mount("access", ServiceConfiguration.ACCESS_DIR, true));
        if (component.signs()) {
            mounts.add(mount("custodian", ServiceConfiguration.CUSTODIAN_DIR, true));
        }
        if (component == NodeComponent.REGISTRY) {
            mounts.add(mount("foundation", ServiceConfiguration.FOUNDATION_DIR, true));
        }
        if (hasPublicListener(component)) {
            mounts.add(mount("tls", ServiceConfiguration.TLS_DIR, true));
        }
        if (component == NodeComponent.AUTH) {
            mounts.add(mount("policies", ServiceConfiguration.POLICY_DIR, true));
        }
        FhirUpstream fhir = spec.fhir();
        if (readsFhir(component) && fhir != null && fhir.passwordSecret() != null) {
            mounts.add(mount("fhir", ServiceConfiguration.FHIR_DIR, true));
        }
        return mounts;
    }

    /** The environment of a service: how large its heap is, and where Redis is. */
    List<EnvVar> environment(NodeComponent component) {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(new EnvVarBuilder()
                .withName("JAVA_TOOL_OPTIONS")
                .withValue("-Xmx" + spec.resources().heapMib()
                        + "m -Xss512k -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp")
                .build());
        if (component != NodeComponent.PROXY) {
            environment.add(new EnvVarBuilder()
                    .withName("QUARKUS_REDIS_HOSTS")
                    .withNewValueFrom()
                    .withNewSecretKeyRef("url", NodeSecret.REDIS, false)
                    .endValueFrom()
                    .build());
        }
        return environment;
    }

    private boolean hasPublicListener(NodeComponent component) {
        return component == NodeComponent.AUTH
                || component == NodeComponent.PROXY
                || (component == NodeComponent.PDP && spec.gateway() == GatewayKind.CUSTOMER);
    }

    private static boolean readsFhir(NodeComponent component) {
        return component == NodeComponent.PDP || component == NodeComponent.PROXY;
    }

    private static List<String> accessFiles(NodeComponent component) {
        return component == NodeComponent.PROXY
                ? List.of("pep-fhir.key", "pep-notification.key")
                : List.of("api-tokens.json", "service.token");
    }

    static Volume secret(String volume, String name, List<String> keys) {
        List<KeyToPath> items = keys.stream()
                .map(key -> new KeyToPathBuilder().withKey(key).withPath(key).build())
                .toList();
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(name)
                .withDefaultMode(READABLE_BY_GROUP)
                .withItems(items)
                .endSecret()
                .build();
    }

    /** The token with which a pod logs in at the custodian. */
    static Volume custodianToken() {
        return new VolumeBuilder()
                .withName("custodian")
                .withNewProjected()
                .withDefaultMode(READABLE_BY_GROUP)
                .addNewSource()
                .withNewServiceAccountToken(CUSTODIAN_AUDIENCE, TOKEN_SECONDS, "token")
                .endSource()
                .endProjected()
                .build();
    }

    static VolumeMount mount(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly ? Boolean.TRUE : null)
                .build();
    }
}
