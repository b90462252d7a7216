// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig.RegistryNetwork;
import io.notenboom.hosting.kubernetes.platform.UnsupportedSpecException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of each service of a node in strict mode; its keys are those of docs/architecture/contracts.md. It has
 * no secret: those are files, which it names, and the address of Redis, which comes in the environment.
 */
final class ServiceConfiguration {

    static final String CONFIG_DIR = "/etc/notenboom/config";
    static final String ACCESS_DIR = "/etc/notenboom/access";
    static final String TLS_DIR = "/etc/notenboom/tls";
    static final String FOUNDATION_DIR = "/etc/notenboom/foundation";
    static final String FHIR_DIR = "/etc/notenboom/fhir";
    static final String POLICY_DIR = "/etc/notenboom/policies";
    static final String CUSTODIAN_DIR = "/var/run/secrets/notenboom/vault";
    static final String DATA_DIR = "/var/lib/notenboom";

    private static final String PROPERTIES = "application.properties";
    static final String AUTHORITY = "authority.pem";
    private static final String FOUNDATION_ROOT = "foundation-root.pem";
    private static final String EVERYWHERE = "0.0.0.0";

    private final CustomerSpec spec;
    private final PlatformConfig platform;
    private final RegistryNetwork network;

    ServiceConfiguration(CustomerSpec spec, PlatformConfig platform, RegistryNetwork network) {
        this.spec = spec;
        this.platform = platform;
        this.network = network;
    }

    /** The files in the configuration folder of a service. */
    Map<String, String> files(NodeComponent service) {
        Map<String, String> properties = new TreeMap<>(shared());
        properties.putAll(
                switch (service) {
                    case REGISTRY -> registry();
                    case AUTH -> auth();
                    case PDP -> pdp();
                    case PROXY -> proxy();
                    case REDIS, BACKUP -> throw new IllegalArgumentException(service + " is no service");
                });
        Map<String, String> files = new TreeMap<>();
        files.put(PROPERTIES, text(properties));
        files.put(AUTHORITY, platform.certificates().authority());
        if (service == NodeComponent.REGISTRY) {
            files.put(FOUNDATION_ROOT, network.root());
        }
        return files;
    }

    /** As a file of properties. */
    static String text(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** A backslash is special to the file format, and a dollar sign before a brace to the reader of its values. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("${", "\\\\${").replace("\n", "\\n");
    }

    private Map<String, String> shared() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.customer", spec.id().value());
        properties.put("notenboom.mode", "strict");
        properties.put("notenboom.data-dir", DATA_DIR);
        if (spec.desiredState() == DesiredState.PAUSED) {
            properties.put("notenboom.paused", "true");
        }
        properties.put("quarkus.http.host", EVERYWHERE);
        properties.put("quarkus.http.port", Integer.toString(NodePorts.INTERNAL));
        properties.put("quarkus.management.host", EVERYWHERE);
        properties.put("quarkus.management.port", Integer.toString(NodePorts.MANAGEMENT));
        properties.put("quarkus.shutdown.timeout", "8s");
        return properties;
    }

    private Map<String, String> withRedis() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.api-tokens", ACCESS_DIR + "/api-tokens.json");
        properties.put("quarkus.redis.tls-configuration-name", "redis");
        properties.put("quarkus.tls.redis.hostname-verification-algorithm", "HTTPS");
        properties.put("quarkus.tls.redis.trust-store.pem.certs", CONFIG_DIR + "/" + AUTHORITY);
        properties.put("quarkus.redis.max-pool-size", spec.redis() == RedisMode.SHARED ? "6" : "24");
        return properties;
    }

    private Map<String, String> custodian() {
        return switch (spec.keys()) {
            case KeyCustody.Transit transit -> vault(transit);
            case KeyCustody.SealedFile unused ->
                throw new UnsupportedSpecException(
                        "keys", "sealed files lie beside one process; a node in a cluster needs keys in Transit");
        };
    }

    /** Where keys are, and how a pod logs in there. */
    static Map<String, String> vault(KeyCustody.Transit transit) {
        if (transit.login() != KeyCustody.TransitLogin.KUBERNETES) {
            throw new UnsupportedSpecException("keys.login", "a pod logs in by its service account: give kubernetes");
        }
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.custody.vault.address", transit.address().toString());
        properties.put("notenboom.custody.vault.login", "kubernetes");
        properties.put("notenboom.custody.vault.kubernetes.token-file", CUSTODIAN_DIR + "/token");
        if (transit.namespace() != null) {
            properties.put("notenboom.custody.vault.namespace", transit.namespace());
        }
        return properties;
    }

    private Map<String, String> registry() {
        Map<String, String> properties = new TreeMap<>(withRedis());
        properties.putAll(custodian());
        properties.put("notenboom.registry.network", spec.network().value());
        properties.put("notenboom.registry.peer-host", spec.peerHost().value());
        properties.put("notenboom.listener.peer.host", EVERYWHERE);
        properties.put("notenboom.listener.peer.port", Integer.toString(NodePorts.PEER));
        properties.put(
                "notenboom.listener.peer.max-connections",
                Integer.toString(spec.limits().connections()));
        properties.put("notenboom.registry.foundation.url", network.foundationUrl());
        properties.put("notenboom.registry.foundation.token-file", FOUNDATION_DIR + "/token");
        properties.put("notenboom.registry.foundation.root", CONFIG_DIR + "/" + FOUNDATION_ROOT);
        if (!network.bootstrap().isEmpty()) {
            properties.put("notenboom.registry.bootstrap", String.join(",", network.bootstrap()));
        }
        return properties;
    }

    private Map<String, String> auth() {
        Map<String, String> properties = new TreeMap<>(withRedis());
        properties.putAll(custodian());
        properties.putAll(publicListener());
        properties.put("notenboom.public-url", "https://" + spec.publicHost());
        properties.put("notenboom.auth.policy-dir", POLICY_DIR);
        properties.putAll(peerService(NodeComponent.REGISTRY));
        properties.putAll(peerService(NodeComponent.PDP));
        return properties;
    }

    private Map<String, String> pdp() {
        Map<String, String> properties = new TreeMap<>(withRedis());
        properties.putAll(peerService(NodeComponent.REGISTRY));
        properties.putAll(peerService(NodeComponent.AUTH));
        if (spec.gateway() == GatewayKind.CUSTOMER) {
            properties.putAll(publicListener());
        }
        FhirUpstream fhir = spec.fhir();
        if (fhir != null) {
            properties.put("notenboom.pdp.fhir.base-url", fhir.baseUrl().toString());
            properties.put("notenboom.pdp.fhir.public-base-url", "https://" + spec.publicHost() + fhirPath(fhir));
            properties.put("notenboom.pdp.fhir.version", fhir.version().wireName());
            if (fhir.username() != null) {
                properties.put("notenboom.pdp.fhir.username", fhir.username());
                properties.put("notenboom.pdp.fhir.password-file", FHIR_DIR + "/password");
            }
        }
        return properties;
    }

    private Map<String, String> proxy() {
        Map<String, String> properties = new TreeMap<>(publicListener());
        properties.put("notenboom.proxy.pdp-url", serviceUrl(NodeComponent.PDP));
        properties.put("notenboom.proxy.pep", "fhir");
        properties.put("notenboom.proxy.pep-key-file", ACCESS_DIR + "/pep-fhir.key");
        properties.put("notenboom.proxy.notification.base-path", "/notification");
        properties.put("notenboom.proxy.notification.pep", "notification");
        properties.put("notenboom.proxy.notification.pep-key-file", ACCESS_DIR + "/pep-notification.key");
        properties.put(
                "notenboom.proxy.limits.connections",
                Integer.toString(spec.limits().connections()));
        FhirUpstream fhir = spec.fhir();
        if (fhir != null) {
            String base = fhir.baseUrl().toString();
            properties.put(
                    "notenboom.proxy.backend-url",
                    base.substring(0, base.length() - fhirPath(fhir).length()));
            properties.put("notenboom.proxy.base-path", fhirPath(fhir));
            if (fhir.username() != null) {
                properties.put("notenboom.proxy.backend-username", fhir.username());
                properties.put("notenboom.proxy.backend-password-file", FHIR_DIR + "/password");
            }
        }
        return properties;
    }

    /**
     * Path of the FHIR base, the same in front of the gateway and behind it.
     *
     * @throws UnsupportedSpecException if the server has it at its root, where the node's own paths are
     */
    static String fhirPath(FhirUpstream fhir) {
        String path = fhir.baseUrl().getRawPath();
        if (path == null || !path.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new UnsupportedSpecException(
                    "fhir.baseUrl", "give a base with a path of its own, without a slash at its end, such as /fhir");
        }
        return path;
    }

    private static Map<String, String> publicListener() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.listener.public.host", EVERYWHERE);
        properties.put("notenboom.listener.public.port", Integer.toString(NodePorts.PUBLIC));
        properties.put("notenboom.listener.public.certificate", TLS_DIR + "/tls.crt");
        properties.put("notenboom.listener.public.key", TLS_DIR + "/tls.key");
        return properties;
    }

    private Map<String, String> peerService(NodeComponent other) {
        String prefix = "notenboom.peer-service." + other.label();
        return Map.of(prefix + ".url", serviceUrl(other), prefix + ".token-file", ACCESS_DIR + "/service.token");
    }

    private static String serviceUrl(NodeComponent other) {
        return "http://" + other.label() + ":" + NodePorts.INTERNAL;
    }
}
