// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatchBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatchBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha3.BackendTLSPolicyBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.customer.plan.RouteSet;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the world reaches a node: public paths by name, through the gateway that ends TLS and begins it anew towards the pod;
 * peers by TLS that is passed through, so that the node sees their certificates. No internal path has a route.
 */
final class RouteManifests {

    private static final String AUTHORITY = "platform-authority";

    private final CustomerSpec spec;
    private final NodeScope scope;
    private final PlatformConfig platform;

    RouteManifests(CustomerSpec spec, NodeScope scope, PlatformConfig platform) {
        this.spec = spec;
        this.scope = scope;
        this.platform = platform;
    }

    List<HasMetadata> of(RouteSet routes) {
        List<HasMetadata> objects = new ArrayList<>();
        switch (routes) {
            case NONE -> {}
            case VERIFIERS -> {
                objects.add(httpRoute(NodeComponent.AUTH, List.of("/iam", "/statuslist"), "GET"));
                objects.addAll(trusted(NodeComponent.AUTH));
            }
            case ALL -> {
                objects.add(httpRoute(
                        NodeComponent.AUTH,
                        List.of(
                                "/oauth2",
                                "/.well-known/oauth-authorization-server",
                                "/iam",
                                "/statuslist",
                                "/discovery"),
                        null));
                objects.addAll(trusted(NodeComponent.AUTH));
                objects.addAll(enforcement());
                objects.add(tlsRoute());
            }
        }
        if (routes != RouteSet.NONE) {
            objects.add(new ConfigMapBuilder()
                    .withMetadata(scope.meta(AUTHORITY))
                    .withData(Map.of("ca.crt", platform.certificates().authority()))
                    .build());
        }
        return objects;
    }

    private List<HasMetadata> enforcement() {
        List<HasMetadata> objects = new ArrayList<>();
        if (spec.gateway() == GatewayKind.CUSTOMER) {
            objects.add(httpRoute(NodeComponent.PDP, List.of("/authz/forward", "/authz/confirmation"), null));
            objects.addAll(trusted(NodeComponent.PDP));
        } else {
            List<String> paths = new ArrayList<>();
            FhirUpstream fhir = spec.fhir();
            if (fhir != null) {
                paths.add(ServiceConfiguration.fhirPath(fhir));
            }
            paths.add("/notification");
            objects.add(httpRoute(NodeComponent.PROXY, paths, null));
            objects.addAll(trusted(NodeComponent.PROXY));
        }
        return objects;
    }

    private HasMetadata httpRoute(NodeComponent backend, List<String> paths, @Nullable String method) {
        PlatformConfig.Gateway gateway = platform.gateway();
        return new HTTPRouteBuilder()
                .withMetadata(scope.meta(backend))
                .withNewSpec()
                .addNewParentRef()
                .withNamespace(gateway.namespace())
                .withName(gateway.name())
                .withSectionName(gateway.publicListener())
                .endParentRef()
                .withHostnames(spec.publicHost().value())
                .withRules(rule(backend, paths, method))
                .endSpec()
                .build();
    }

    private static HTTPRouteRule rule(NodeComponent backend, List<String> paths, @Nullable String method) {
        List<HTTPRouteMatch> matches = paths.stream()
                .map(path -> new HTTPRouteMatchBuilder()
                        .withMethod(method)
                        .withPath(new HTTPPathMatchBuilder()
                                .withType("PathPrefix")
                                .withValue(path)
                                .build())
                        .build())
                .toList();
        return new HTTPRouteRuleBuilder()
                .withMatches(matches)
                .addNewBackendRef()
                .withName(backend.label())
                .withPort(NodePorts.PUBLIC)
                .endBackendRef()
                .build();
    }

    /** The gateway speaks TLS to the pod and checks its name. */
    private List<HasMetadata> trusted(NodeComponent backend) {
        return List.of(new BackendTLSPolicyBuilder()
                .withMetadata(scope.meta(backend))
                .withNewSpec()
                .addNewTargetRef()
                .withGroup("")
                .withKind("Service")
                .withName(backend.label())
                .withSectionName("public")
                .endTargetRef()
                .withNewValidation()
                .withHostname(scope.host(backend))
                .addNewCaCertificateRef("", "ConfigMap", AUTHORITY)
                .endValidation()
                .endSpec()
                .build());
    }

    private HasMetadata tlsRoute() {
        PlatformConfig.Gateway gateway = platform.gateway();
        return new TLSRouteBuilder()
                .withMetadata(scope.meta(NodeComponent.REGISTRY))
                .withNewSpec()
                .addNewParentRef()
                .withNamespace(gateway.namespace())
                .withName(gateway.name())
                .withSectionName(gateway.peerListener())
                .endParentRef()
                .withHostnames(spec.peerHost().value())
                .addNewRule()
                .addNewBackendRef()
                .withName(NodeComponent.REGISTRY.label())
                .withPort(NodePorts.PEER)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }
}
