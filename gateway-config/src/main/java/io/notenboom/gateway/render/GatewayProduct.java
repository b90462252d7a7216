// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.notenboom.gateway.model.AbsoluteFile;
import io.notenboom.gateway.model.GatewayModel;
import io.notenboom.gateway.model.InvalidGatewayModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gateways for which configuration is rendered. */
public enum GatewayProduct {
    /** NGINX with {@code auth_request}; writes go to the AAA-proxy. */
    NGINX("nginx", "none", Files.nginx()),
    /** NGINX with njs, which shows the PDP bodies and confirms Task updates itself. */
    NGINX_NJS("nginx-njs", "full", Files.njs()),
    /** NGINX Plus: as NGINX, with health checks and limits that hold for all machines of a cluster. */
    NGINX_PLUS("nginx-plus", "none", Files.nginx()),
    /** HAProxy, which asks the PDP by Lua. */
    HAPROXY(
            "haproxy",
            "none",
            List.of(
                    GatewayFile.always("haproxy.cfg", "haproxy/haproxy.cfg"),
                    GatewayFile.always("notenboom.lua", "haproxy/notenboom.lua"),
                    GatewayFile.always("secret.lua", "lua/secret.lua"))),
    /** Caddy. */
    CADDY(
            "caddy",
            "none",
            List.of(
                    GatewayFile.always("Caddyfile", "caddy/Caddyfile"),
                    GatewayFile.withProxy("to-proxy.caddy", "caddy/to-proxy.caddy"),
                    GatewayFile.always("secret-pdp.caddy", "caddy/secret-pdp.caddy"),
                    GatewayFile.withCredentials("secret-fhir.caddy", "caddy/secret-fhir.caddy"))),
    /** Apache HTTP Server, which asks the PDP by Lua. */
    APACHE(
            "apache",
            "none",
            List.of(
                    GatewayFile.always("apache.conf", "apache/apache.conf"),
                    GatewayFile.always("notenboom.lua", "apache/notenboom.lua"),
                    GatewayFile.always("secret.lua", "lua/secret.lua"))),
    /** Envoy with {@code ext_authz}. */
    ENVOY("envoy", "none", List.of(GatewayFile.always("envoy.yaml", "envoy/envoy.yaml"))),
    /** Traefik with {@code forwardAuth}. */
    TRAEFIK(
            "traefik",
            "none",
            List.of(
                    GatewayFile.always("traefik.yaml", "traefik/traefik.yaml"),
                    GatewayFile.always("dynamic.yaml", "traefik/dynamic.yaml"))),
    /** Kong without a licence, by declarative configuration. */
    KONG(
            "kong",
            "none",
            List.of(
                    GatewayFile.always("kong.conf", "kong/kong.conf"),
                    GatewayFile.always("kong.yaml", "kong/kong.yaml"))),
    /** APISIX without etcd. */
    APISIX(
            "apisix",
            "none",
            List.of(
                    GatewayFile.always("config.yaml", "apisix/config.yaml"),
                    GatewayFile.always("apisix.yaml", "apisix/apisix.yaml"))),
    /** A policy bundle for Open Policy Agent that asks the PDP. */
    OPA(
            "opa",
            "none",
            List.of(
                    GatewayFile.always("policy.rego", "opa/policy.rego"),
                    GatewayFile.always("data.json", "opa/data.json"),
                    GatewayFile.always(".manifest", "opa/manifest.json"))),
    /** Kubernetes Gateway API. */
    GATEWAY_API("gateway-api", "none", List.of(GatewayFile.always("gateway-api.yaml", "gateway-api/gateway-api.yaml")));

    private final String wireName;
    private final String bodyMode;
    private final List<GatewayFile> files;

    GatewayProduct(String wireName, String bodyMode, List<GatewayFile> files) {
        this.wireName = wireName;
        this.bodyMode = bodyMode;
        this.files = files;
    }

    /** Files that several products share. */
    private static final class Files {

        private static List<GatewayFile> nginx() {
            return List.of(
                    GatewayFile.always("nginx.conf", "nginx/nginx.conf"),
                    GatewayFile.always("to-fhir.conf", "nginx/to-fhir.conf"),
                    GatewayFile.withProxy("to-proxy.conf", "nginx/to-proxy.conf"),
                    GatewayFile.withAuthService("to-auth.conf", "nginx/to-auth.conf"),
                    GatewayFile.always("secret-pdp.conf", "nginx/secret-pdp.conf"),
                    GatewayFile.withCredentials("secret-fhir.conf", "nginx/secret-fhir.conf"));
        }

        private static List<GatewayFile> njs() {
            List<GatewayFile> files = new ArrayList<>(nginx());
            files.add(GatewayFile.always("notenboom.js", "nginx/notenboom.js"));
            return List.copyOf(files);
        }
    }

    /** The product with this name on the command line. */
    public static Optional<GatewayProduct> of(String wireName) {
        return Arrays.stream(values())
                .filter(product -> product.wireName.equals(wireName))
                .findFirst();
    }

    /** All names, separated by commas. */
    public static String names() {
        return Arrays.stream(values()).map(GatewayProduct::wireName).collect(Collectors.joining(", "));
    }

    /** Its name on the command line. */
    public String wireName() {
        return wireName;
    }

    /** The body mode with which its PEP is registered at the PDP: {@code none} or {@code full}. */
    public String bodyMode() {
        return bodyMode;
    }

    /** Where this product's modules usually are; empty if it needs none. */
    String modules() {
        return switch (this) {
            case NGINX_NJS -> "/usr/lib/nginx/modules";
            case APACHE -> "/usr/lib/apache2/modules";
            case NGINX, NGINX_PLUS, HAPROXY, CADDY, ENVOY, TRAEFIK, KONG, APISIX, OPA, GATEWAY_API -> "";
        };
    }

    /** Links in the folder, by name, for a product that finds a certificate and its key by name only. */
    public Map<String, AbsoluteFile> links(GatewayModel model) {
        return this == HAPROXY
                ? Map.of(
                        "tls.pem", model.listener().certificate(),
                        "tls.pem.key", model.listener().key())
                : Map.of();
    }

    List<GatewayFile> files() {
        return files;
    }

    /**
     * Refuses a model that this product cannot carry out safely.
     *
     * @throws InvalidGatewayModelException naming the field
     */
    void check(GatewayModel model) {
        if (this == APACHE && model.pdp().upstream().url().secure()) {
            throw new InvalidGatewayModelException(
                    "pdp.upstream.url",
                    "Apache asks the PDP by Lua, whose TLS does not check names: give an http address on this machine, or"
                            + " choose another gateway");
        }
    }
}
