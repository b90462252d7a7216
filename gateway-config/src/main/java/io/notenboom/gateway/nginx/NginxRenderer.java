// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.nginx;

import io.notenboom.gateway.model.GatewayModel;
import io.notenboom.gateway.model.Limits;
import io.notenboom.gateway.render.GatewayRenderer;
import io.notenboom.gateway.render.GatewaySecrets;
import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateInstance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Renders {@code nginx.conf}, which asks the PDP with {@code auth_request}, and the files with secrets that it includes. Tried
 * with NGINX 1.22; needs the modules ssl and auth_request.
 */
public final class NginxRenderer implements GatewayRenderer {

    private static final List<String> TEMPLATES = List.of(
            "nginx.conf.qute",
            "to-proxy.conf.qute",
            "to-auth.conf.qute",
            "strip.qute",
            "tls.qute",
            "secret-pdp.conf.qute",
            "secret-fhir.conf.qute");

    private final Engine engine;

    /** Reads the templates. */
    public NginxRenderer() {
        engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .strictRendering(true)
                .build();
        for (String name : TEMPLATES) {
            var unused = engine.putTemplate(name, engine.parse(read(name)));
        }
    }

    @Override
    public Map<String, String> render(GatewayModel model, GatewaySecrets secrets) {
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, @Nullable Object> data = data(model);
        files.put("nginx.conf", fill("nginx.conf.qute", data));
        if (model.aaaProxy() != null) {
            files.put("to-proxy.conf", fill("to-proxy.conf.qute", data));
        }
        if (model.authService() != null) {
            files.put("to-auth.conf", fill("to-auth.conf.qute", data));
        }
        files.put(
                "secret-pdp.conf",
                fill("secret-pdp.conf.qute", Map.of("pepKey", secrets.pepKey().reveal())));
        secrets.backendAuthorization()
                .ifPresent(authorization -> files.put(
                        "secret-fhir.conf",
                        fill("secret-fhir.conf.qute", Map.of("authorization", authorization.reveal()))));
        return files;
    }

    private String fill(String template, Map<String, ? extends @Nullable Object> data) {
        TemplateInstance instance = engine.getTemplate(template).instance();
        data.forEach(instance::data);
        return instance.render();
    }

    private static Map<String, @Nullable Object> data(GatewayModel model) {
        Limits limits = Objects.requireNonNull(model.limits());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("model", model);
        data.put("limits", limits);
        data.put("connections", Objects.requireNonNull(limits.connections()) * 3 + 32);
        data.put("credentials", model.fhir().credentials());
        data.put(
                "fhir",
                Map.of(
                        "base",
                        model.fhir().base(),
                        "to",
                        NginxUpstream.of(model.fhir().upstream())));
        data.put("pdp", pdp(model));
        data.put("proxy", model.aaaProxy() == null ? null : NginxUpstream.of(model.aaaProxy()));
        data.put(
                "auth",
                model.authService() == null
                        ? null
                        : Map.of(
                                "to", NginxUpstream.of(model.authService().upstream()),
                                "paths", model.authService().served()));
        data.put("errors", NginxError.ALL);
        return data;
    }

    private static Map<String, @Nullable Object> pdp(GatewayModel model) {
        NginxUpstream upstream = NginxUpstream.of(model.pdp().upstream());
        Map<String, @Nullable Object> pdp = new LinkedHashMap<>();
        pdp.put("scheme", upstream.scheme());
        pdp.put("server", upstream.server());
        pdp.put("host", upstream.host());
        pdp.put("trust", upstream.trust());
        pdp.put("pep", model.pdp().pep());
        return pdp;
    }

    private static String read(String name) {
        try (InputStream file = NginxRenderer.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the template " + name + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("the template " + name + " cannot be read", failure);
        }
    }
}
