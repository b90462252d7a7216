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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The gateways for which configuration is rendered. */
public enum GatewayProduct {
    /** NGINX with {@code auth_request}; writes go to the AAA-proxy. */
    NGINX("nginx", Files.nginx()),
    /** NGINX with njs, which shows the PDP bodies and confirms Task updates itself. */
    NGINX_NJS("nginx-njs", Files.nginx(GatewayFile.always("nginx/notenboom.js"))),
    /** NGINX Plus: as NGINX, with health checks and limits that hold for all machines of a cluster. */
    NGINX_PLUS("nginx-plus", Files.nginx()),
    /** HAProxy, which asks the PDP by Lua. */
    HAPROXY("haproxy", Files.always("haproxy/haproxy.cfg", "haproxy/notenboom.lua", "lua/secret.lua")),
    /** Caddy. */
    CADDY(
            "caddy",
            List.of(
                    GatewayFile.always("caddy/gateway.caddyfile"),
                    GatewayFile.withProxy("caddy/to-proxy.caddy"),
                    GatewayFile.always("caddy/secret-pdp.caddy"),
                    GatewayFile.withCredentials("caddy/secret-fhir.caddy"))),
    /** Apache HTTP Server, which asks the PDP by Lua. */
    APACHE("apache", Files.always("apache/apache.conf", "apache/notenboom.lua", "lua/secret.lua")),
    /** Envoy with {@code ext_authz}. */
    ENVOY("envoy", Files.always("envoy/envoy.yaml")),
    /** Traefik with {@code forwardAuth}. */
    TRAEFIK("traefik", Files.always("traefik/traefik.yaml", "traefik/dynamic.yaml")),
    /** Kong without a licence, by declarative configuration. */
    KONG("kong", Files.always("kong/kong.conf", "kong/kong.yaml")),
    /** APISIX without etcd. */
    APISIX("apisix", Files.always("apisix/config.yaml", "apisix/apisix.yaml")),
    /** A policy bundle for Open Policy Agent that asks the PDP. */
    OPA(
            "opa",
            List.of(
                    GatewayFile.always("opa/policy.rego"),
                    GatewayFile.always("opa/data.json"),
                    GatewayFile.named(".manifest", "opa/manifest.json"))),
    /** Kubernetes Gateway API. */
    GATEWAY_API("gateway-api", Files.always("gateway-api/gateway-api.yaml"));

    private final String wireName;
    private final List<GatewayFile> files;

    GatewayProduct(String wireName, List<GatewayFile> files) {
        this.wireName = wireName;
        this.files = files;
    }

    /** Lists of files. */
    private static final class Files {

        private static List<GatewayFile> always(String... templates) {
            return Arrays.stream(templates).map(GatewayFile::always).toList();
        }

        private static List<GatewayFile> nginx(GatewayFile... further) {
            List<GatewayFile> files = new ArrayList<>(List.of(
                    GatewayFile.always("nginx/nginx.conf"),
                    GatewayFile.always("nginx/to-fhir.conf"),
                    GatewayFile.withProxy("nginx/to-proxy.conf"),
                    GatewayFile.withAuthService("nginx/to-auth.conf"),
                    GatewayFile.always("nginx/secret-pdp.conf"),
                    GatewayFile.withCredentials("nginx/secret-fhir.conf")));
            files.addAll(List.of(further));
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
        return names(product -> true);
    }

    private static String names(Predicate<GatewayProduct> which) {
        return Arrays.stream(values())
                .filter(which)
                .map(GatewayProduct::wireName)
                .collect(Collectors.joining(", "));
    }

    /** Its name on the command line. */
    public String wireName() {
        return wireName;
    }

    /** The body mode with which its PEP is registered at the PDP: {@code none} or {@code full}. */
    public String bodyMode() {
        return this == NGINX_NJS ? "full" : "none";
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

    /** Whether it can show the PDP a certificate in place of a key. With njs the PDP is also called where it takes none. */
    boolean showsCertificates() {
        return switch (this) {
            case NGINX, NGINX_PLUS, CADDY, ENVOY, TRAEFIK, GATEWAY_API -> true;
            case NGINX_NJS, HAPROXY, APACHE, KONG, APISIX, OPA -> false;
        };
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
        if (model.pdp().certificate() != null && !showsCertificates()) {
            throw new InvalidGatewayModelException(
                    "pdp.certificate",
                    wireName + " cannot show the PDP a certificate: give pdp.keyFile, or choose one of "
                            + names(GatewayProduct::showsCertificates));
        }
    }
}
