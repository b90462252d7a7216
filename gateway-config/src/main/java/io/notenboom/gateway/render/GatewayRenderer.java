// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.notenboom.gateway.model.AbsoluteFile;
import io.notenboom.gateway.model.GatewayModel;
import io.notenboom.gateway.model.InvalidGatewayModelException;
import io.notenboom.gateway.model.Limits;
import io.notenboom.gateway.model.Upstream;
import io.quarkus.qute.TemplateInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the model into the configuration of a gateway. Pure: the same input gives the same text. What it renders
 *
 * <ul>
 *   <li>asks the PDP for every request to the FHIR base, with the raw target, before anything reaches the FHIR server;
 *   <li>fails closed: no answer of the PDP, no access;
 *   <li>passes raw targets on, and neither the client's token nor headers that a server could take for the gateway's;
 *   <li>answers 404 to every path that the model does not name.
 * </ul>
 */
public final class GatewayRenderer {

    private static final int KILOBYTE = 1_024;
    private static final int THREADS = 25;

    /**
     * Headers of clients that must reach neither the PDP nor a FHIR server, for products that cannot keep a list of those that may.
     * Gateway API takes 16 in one filter.
     */
    private static final List<String> NOT_ASKED = List.of(
            "Client-Cert",
            "Cookie",
            "Forwarded",
            "Origin",
            "Referer",
            "X-Client-Certificate",
            "X-Forwarded-Client-Cert",
            "X-Forwarded-Host",
            "X-Forwarded-Method",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Uri",
            "X-Original-Method",
            "X-Original-URI",
            "X-Original-URL",
            "X-Rewrite-URL");

    /** Those that the PDP judges by, or that gateways write themselves before: they must not reach a FHIR server. */
    private static final List<String> NOT_PASSED = List.of(
            "DPoP",
            "If-None-Exist",
            "X-Access-Token",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-HTTP-Method",
            "X-HTTP-Method-Override",
            "X-ID-Token",
            "X-Method-Override",
            "X-Real-IP",
            "X-Userinfo");

    private static final Map<String, String> SERVICES =
            Map.of("pdp", "pdp", "fhir", "fhir", "proxy", "aaa-proxy", "auth", "auth-service");

    private final Templates templates = new Templates();

    /**
     * The files of the configuration.
     *
     * @return file name (no folder) to text; every file says in its first lines that it is generated. Some hold secrets: all
     *     must be readable by their owner only
     * @throws InvalidGatewayModelException if the product cannot carry out the model safely
     */
    public Map<String, String> render(GatewayProduct product, GatewayModel model, GatewaySecrets secrets) {
        product.check(model);
        Map<String, @Nullable Object> data = data(product, model, secrets);
        Map<String, String> files = new LinkedHashMap<>();
        for (GatewayFile file : product.files()) {
            if (file.when().test(model)) {
                TemplateInstance instance = templates.instance(file.template());
                data.forEach(instance::data);
                files.put(file.name(), instance.render());
            }
        }
        return files;
    }

    private static Map<String, @Nullable Object> data(
            GatewayProduct product, GatewayModel model, GatewaySecrets secrets) {
        Limits limits = Objects.requireNonNull(model.limits());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("model", model);
        data.put("limits", limits);
        data.put("credentials", model.fhir().credentials());
        data.put(
                "fhir",
                Map.of(
                        "base",
                        model.fhir().base(),
                        "to",
                        UpstreamView.of(model.fhir().upstream())));
        data.put("pdp", UpstreamView.of(model.pdp().upstream()));
        data.put("pep", model.pdp().pep());
        data.put(
                "proxyUrl",
                model.aaaProxy() == null
                        ? null
                        : UpstreamView.of(model.aaaProxy()).namedUrl());
        data.put(
                "authUrl",
                model.authService() == null
                        ? null
                        : UpstreamView.of(model.authService().upstream()).namedUrl());
        data.put("proxy", model.aaaProxy() == null ? null : UpstreamView.of(model.aaaProxy()));
        data.put(
                "auth",
                model.authService() == null
                        ? null
                        : Map.of(
                                "to", UpstreamView.of(model.authService().upstream()),
                                "paths", model.authService().served()));
        data.put("errors", GatewayError.ALL);
        putLimits(data, limits);
        putServers(data, model);
        data.put(
                "modules",
                model.modules() == null ? product.modules() : model.modules().text());
        data.put("njs", product == GatewayProduct.NGINX_NJS);
        data.put("plus", product == GatewayProduct.NGINX_PLUS);
        data.put("pepKey", secrets.pepKey().map(secret -> secret.reveal()).orElse(null));
        data.put("pepCertificate", text(model.pdp().certificate()));
        data.put("pepCertificateKey", text(model.pdp().key()));
        data.put(
                "authorization",
                secrets.backendAuthorization().map(secret -> secret.reveal()).orElse(null));
        return data;
    }

    private static @Nullable String text(@Nullable AbsoluteFile file) {
        return file == null ? null : file.text();
    }

    /** Limits in the units of single products. */
    private static void putLimits(Map<String, @Nullable Object> data, Limits limits) {
        int connections = Objects.requireNonNull(limits.connections());
        int headerBytes = Objects.requireNonNull(limits.headerBytes());
        int processes = (connections + THREADS - 1) / THREADS;
        data.put("connections", connections * 3 + 32);
        data.put("headerKilobytes", (headerBytes + KILOBYTE - 1) / KILOBYTE);
        data.put("bufferBytes", headerBytes + 8 * KILOBYTE);
        data.put("apacheProcesses", processes);
        data.put("apacheWorkers", processes * THREADS);
        data.put("haproxyErrors", GatewayError.haproxy());
        data.put("badRequest", GatewayError.of(400).body());
        data.put("notServed", GatewayError.of(405).body());
        data.put("noDecision", GatewayError.of(503).body());
    }

    private static void putServers(Map<String, @Nullable Object> data, GatewayModel model) {
        List<Map<String, Object>> clusters = new ArrayList<>();
        clusters.add(cluster("pdp", model.pdp().upstream()));
        clusters.add(cluster("fhir", model.fhir().upstream()));
        if (model.aaaProxy() != null) {
            clusters.add(cluster("proxy", model.aaaProxy()));
        }
        if (model.authService() != null) {
            clusters.add(cluster("auth", model.authService().upstream()));
        }
        data.put("clusters", clusters);
        data.put("trustFiles", trustFiles(clusters));
        data.put("notAsked", NOT_ASKED);
        data.put("notPassed", NOT_PASSED);
        data.put(
                "stripped",
                Stream.concat(NOT_ASKED.stream(), NOT_PASSED.stream()).sorted().toList());
        data.put("reads", List.of("GET", "HEAD", "DELETE", "OPTIONS"));
        data.put("writes", List.of("PUT", "POST", "PATCH"));
        String address = String.valueOf(model.listener().address());
        data.put("listenAddress", address.replace("[", "").replace("]", ""));
    }

    /** All files with authorities, for products that take them as one list; empty without TLS. */
    private static @Nullable String trustFiles(List<Map<String, Object>> clusters) {
        String files = clusters.stream()
                .map(cluster -> ((UpstreamView) Objects.requireNonNull(cluster.get("to"))).trust())
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(","));
        return files.isEmpty() ? null : files;
    }

    private static Map<String, Object> cluster(String name, Upstream upstream) {
        return Map.of(
                "name",
                name,
                "to",
                UpstreamView.of(upstream),
                "once",
                name.equals("proxy"),
                "service",
                SERVICES.get(name));
    }
}
