// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.gateway.GatewayConfig;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** NGINX before a node's FHIR server, with configuration rendered by {@code gateway-config}. */
public final class NginxGateway {

    private static final String PROGRAM = "nginx";
    private static final String READY = "start worker process|using the \"[a-z]+\" event method";

    private final Node node;

    /** @param node a node with a FHIR server and an AAA-proxy */
    public NginxGateway(Node node) {
        this.node = node;
    }

    /** Whether NGINX is on this machine. */
    public static boolean isInstalled() {
        return Programs.find(PROGRAM).isPresent();
    }

    /**
     * Renders the configuration, starts NGINX, returns when it serves.
     *
     * @return public base URL of the gateway
     * @throws IllegalStateException if NGINX is not installed
     */
    public String start() {
        Path program = Programs.find(PROGRAM)
                .orElseThrow(
                        () -> new IllegalStateException("nginx is not installed: install it, or use --gateway proxy"));
        Path folder = node.folder().nginx();
        Path configuration = folder.resolve("conf");
        try {
            Path model = NodeFolder.writePrivate(
                    folder.resolve("gateway.json"),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(model()));
            var unused = GatewayConfig.render(model, configuration);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the gateway model cannot be written as JSON", impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot render the gateway's configuration", failure);
        }
        node.run(PROGRAM, GatewayConfig.nginxCommand(program, configuration), folder, READY, ProcessSpec.NEEDS_OTHERS);
        return url(node);
    }

    /** Public base URL of a node's NGINX. */
    public static String url(Node node) {
        return "https://localhost:" + node.ports().gateway();
    }

    private Map<String, Object> model() {
        NodeSpec.FhirServer fhir = Objects.requireNonNull(node.spec().fhir(), "a gateway needs a FHIR server");
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("customer", node.spec().customer());
        model.put(
                "public",
                Map.of(
                        "host", "localhost",
                        "address", "127.0.0.1",
                        "port", node.ports().gateway(),
                        "certificate", node.certificate().toString(),
                        "key", node.certificateKey().toString()));
        model.put(
                "fhir",
                Map.of(
                        "basePath", "/fhir",
                        "upstream", Map.of("url", fhir.baseUrl().replaceFirst("/fhir$", "")),
                        "credentials",
                                Map.of(
                                        "username",
                                        fhir.username(),
                                        "passwordFile",
                                        fhir.passwordFile().toString())));
        model.put(
                "pdp",
                Map.of(
                        "upstream", Map.of("url", node.internalUrl(ServiceKind.PDP)),
                        "pep", Node.FHIR_PEP_BY_NGINX,
                        "keyFile",
                                node.secrets()
                                        .pepKeyFile(Node.FHIR_PEP_BY_NGINX)
                                        .toString()));
        model.put(
                "aaaProxy",
                Map.of("url", node.proxyUrl(), "trust", node.authority().toString()));
        model.put("workers", 0);
        return model;
    }
}
