// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.notenboom.gateway.host.HostModel;
import io.notenboom.gateway.host.HostedCustomer;
import io.notenboom.gateway.model.Limits;
import io.notenboom.gateway.model.Upstream;
import io.notenboom.gateway.model.address.UrlPath;
import io.quarkus.qute.TemplateInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns the model of a host's reverse proxy into the configuration of NGINX 1.22 or newer. Pure; there are no secrets in it. */
public final class HostRenderer {

    private final Templates templates = new Templates();

    /** The text of {@code nginx.conf}. */
    public String render(HostModel model) {
        Limits limits = Objects.requireNonNull(model.limits());
        TemplateInstance instance = templates.instance("host/nginx.conf");
        instance.data("model", model);
        instance.data("limits", limits);
        instance.data("connections", Objects.requireNonNull(limits.connections()) * 2 + 32);
        instance.data(
                "customers",
                model.customers().stream()
                        .map(customer -> Map.of("of", customer, "parts", parts(customer)))
                        .toList());
        return instance.render();
    }

    private static List<Map<String, Object>> parts(HostedCustomer customer) {
        List<Map<String, Object>> parts = new ArrayList<>();
        parts.add(part(customer.authService(), customer.authPaths()));
        if (customer.registry() != null) {
            parts.add(part(customer.registry(), customer.registryPaths()));
        }
        if (customer.aaaProxy() != null) {
            parts.add(part(customer.aaaProxy(), Objects.requireNonNull(customer.aaaProxyPaths())));
        }
        return parts;
    }

    private static Map<String, Object> part(Upstream upstream, List<UrlPath> paths) {
        return Map.of("to", UpstreamView.of(upstream), "paths", paths);
    }
}
