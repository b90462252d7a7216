// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the configuration file of each process of a node, {@code config/application.properties} in its working folder. The
 * keys are those of docs/architecture/contracts.md. The configuration is for development mode on one machine.
 */
final class NodeConfiguration {

    private static final String LOOPBACK = "127.0.0.1";

    private final NodeSpec spec;
    private final NodeFolder folder;
    private final NodePorts ports;
    private final NodeSecrets secrets;
    private final DevelopmentTls tls;

    NodeConfiguration(NodeSpec spec, NodeFolder folder, NodePorts ports, NodeSecrets secrets, DevelopmentTls tls) {
        this.spec = spec;
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.tls = tls;
    }

    /** Writes the file for one process. */
    void write(NodeProgram program) {
        Map<String, String> properties = new TreeMap<>(shared(program));
        for (ServiceKind service : program.services()) {
            properties.putAll(
                    switch (service) {
                        case REGISTRY -> registry();
                        case AUTH -> auth();
                        case PDP -> pdp();
                        case PROXY -> proxy();
                    });
        }
        NodeFolder.writePrivate(
                folder.configuration(program).resolve("application.properties"),
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + escape(entry.getValue()))
                        .collect(Collectors.joining(
                                "\n", "# Written by the launcher at each start of the node.\n", "\n")));
    }

    /** A backslash is special to the file format, and a dollar sign before a brace to the reader of its values. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("${", "\\\\${");
    }

    private Map<String, String> shared(NodeProgram program) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.customer", spec.customer());
        properties.put("notenboom.mode", "dev");
        properties.put("notenboom.data-dir", folder.data(program).toString());
        properties.put("notenboom.paused", Boolean.toString(spec.paused()));
        properties.put("quarkus.http.host", LOOPBACK);
        properties.put("quarkus.http.port", Integer.toString(ports.internalOf(program.first())));
        properties.put("quarkus.management.host", LOOPBACK);
        properties.put("quarkus.management.port", Integer.toString(ports.managementOf(program.first())));
        properties.put("notenboom.api-tokens", secrets.apiTokens().hashFile().toString());
        properties.putAll(NodeVault.of(folder)
                .map(vault -> vault.properties(folder, program))
                .orElseGet(this::sealedFiles));
        properties.put("notenboom.outbound.trust", tls.authority().toString());
        properties.put("notenboom.outbound.allow", "127.0.0.1/32,::1/128");
        // a node of development is there to be measured, too
        properties.put("notenboom.limits.api-token-per-second", "0");
        properties.put("quarkus.redis.hosts", secrets.redisUrl(spec.customer(), ports.redis()));
        return properties;
    }

    private Map<String, String> sealedFiles() {
        return Map.of(
                "notenboom.custody.dir",
                folder.custody().toString(),
                "notenboom.custody.passphrase-file",
                secrets.passphraseFile().toString());
    }

    private Map<String, String> registry() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.registry.network", spec.network());
        properties.put("notenboom.listener.peer.host", LOOPBACK);
        properties.put("notenboom.listener.peer.port", Integer.toString(ports.peer()));
        properties.put("notenboom.registry.peer-host", spec.peerHost());
        properties.put("notenboom.registry.foundation.enabled", Boolean.toString(spec.foundation() == null));
        if (!spec.bootstrapPeers().isEmpty()) {
            properties.put("notenboom.registry.bootstrap", String.join(",", spec.bootstrapPeers()));
        }
        if (spec.foundation() != null) {
            properties.put(
                    "notenboom.registry.foundation.url", spec.foundation().url());
            properties.put(
                    "notenboom.registry.foundation.token-file",
                    spec.foundation().tokenFile().toString());
            properties.put(
                    "notenboom.registry.foundation.root",
                    spec.foundation().root().toString());
        }
        return properties;
    }

    private Map<String, String> auth() {
        Map<String, String> properties = publicListener(ports.authPublic());
        properties.put("notenboom.public-url", "https://localhost:" + ports.authPublic());
        properties.put("notenboom.auth.policy-dir", folder.policies().toString());
        spec.tokenSeconds()
                .forEach((scope, seconds) -> properties.put(
                        "notenboom.auth.token.lifetime-seconds-by-scope.\"" + scope + "\"", Integer.toString(seconds)));
        properties.putAll(peerServices(Set.of(ServiceKind.REGISTRY, ServiceKind.PDP)));
        return properties;
    }

    private Map<String, String> pdp() {
        Map<String, String> properties = new TreeMap<>(peerServices(Set.of(ServiceKind.REGISTRY, ServiceKind.AUTH)));
        NodeSpec.FhirServer fhir = spec.fhir();
        if (fhir != null) {
            properties.put("notenboom.pdp.fhir.base-url", fhir.baseUrl());
            int gateway = fhir.behindNginx() ? ports.gateway() : ports.proxyPublic();
            properties.put("notenboom.pdp.fhir.public-base-url", "https://localhost:" + gateway + "/fhir");
            properties.put("notenboom.pdp.fhir.version", fhir.version());
            properties.put("notenboom.pdp.fhir.username", fhir.username());
            properties.put(
                    "notenboom.pdp.fhir.password-file", fhir.passwordFile().toString());
        }
        return properties;
    }

    private Map<String, String> proxy() {
        Map<String, String> properties = publicListener(ports.proxyPublic());
        properties.put("notenboom.proxy.pdp-url", "http://" + LOOPBACK + ":" + ports.internalOf(ServiceKind.PDP));
        properties.put("notenboom.proxy.pep", Node.FHIR_PEP_BY_PROXY);
        properties.put(
                "notenboom.proxy.pep-key-file",
                secrets.pepKeyFile(Node.FHIR_PEP_BY_PROXY).toString());
        properties.put("notenboom.proxy.notification.base-path", "/notification");
        properties.put("notenboom.proxy.notification.pep", Node.NOTIFICATION_PEP);
        properties.put(
                "notenboom.proxy.notification.pep-key-file",
                secrets.pepKeyFile(Node.NOTIFICATION_PEP).toString());
        properties.put("notenboom.proxy.base-path", "/fhir");
        NodeSpec.FhirServer fhir = spec.fhir();
        if (fhir != null) {
            properties.put("notenboom.proxy.backend-url", fhir.baseUrl().replaceFirst("/fhir$", ""));
            properties.put("notenboom.proxy.backend-username", fhir.username());
            properties.put(
                    "notenboom.proxy.backend-password-file", fhir.passwordFile().toString());
        }
        return properties;
    }

    private Map<String, String> publicListener(int port) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("notenboom.listener.public.host", LOOPBACK);
        properties.put("notenboom.listener.public.port", Integer.toString(port));
        properties.put(
                "notenboom.listener.public.certificate", tls.certificate().toString());
        properties.put("notenboom.listener.public.key", tls.key().toString());
        return properties;
    }

    private Map<String, String> peerServices(Set<ServiceKind> others) {
        Map<String, String> properties = new TreeMap<>();
        for (ServiceKind other : others) {
            String prefix = "notenboom.peer-service." + other.shortName();
            properties.put(prefix + ".url", "http://" + LOOPBACK + ":" + ports.internalOf(other));
            properties.put(prefix + ".token-file", secrets.serviceTokenFile().toString());
        }
        return properties;
    }
}
