// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.util.List;

/** Definitions of resources of others that take anything: the Gateway API's and the Prometheus operator's. */
final class StandInDefinitions {

    private StandInDefinitions() {}

    static List<CustomResourceDefinition> all() {
        return List.of(
                definition("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"),
                definition("gateway.networking.k8s.io", "v1alpha2", "TLSRoute", "tlsroutes"),
                definition("gateway.networking.k8s.io", "v1alpha3", "BackendTLSPolicy", "backendtlspolicies"),
                definition("monitoring.coreos.com", "v1", "ServiceMonitor", "servicemonitors"));
    }

    private static CustomResourceDefinition definition(String group, String version, String kind, String plural) {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(plural + "." + group)
                .addToAnnotations("api-approved.kubernetes.io", "unapproved, stands in for the real one in a test")
                .endMetadata()
                .withNewSpec()
                .withGroup(group)
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind)
                .withListKind(kind + "List")
                .withPlural(plural)
                .withSingular(plural.substring(0, plural.length() - 1))
                .endNames()
                .addNewVersion()
                .withName(version)
                .withServed(true)
                .withStorage(true)
                .withNewSubresources()
                .withNewStatus()
                .endStatus()
                .endSubresources()
                .withNewSchema()
                .withNewOpenAPIV3Schema()
                .withType("object")
                .withXKubernetesPreserveUnknownFields(true)
                .endOpenAPIV3Schema()
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
    }
}
