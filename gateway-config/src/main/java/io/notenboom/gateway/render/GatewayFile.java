// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.notenboom.gateway.model.GatewayModel;
import java.util.function.Predicate;

/**
 * One file of a gateway's configuration.
 *
 * @param name its name in the folder
 * @param template resource it is rendered from, below {@code io/notenboom/gateway}
 * @param when for which models it is needed
 */
record GatewayFile(String name, String template, Predicate<GatewayModel> when) {

    /** Needed for every model; its name is that of the template. */
    static GatewayFile always(String template) {
        return named(nameOf(template), template);
    }

    /** Needed for every model, under another name than that of the template. */
    static GatewayFile named(String name, String template) {
        return new GatewayFile(name, template, model -> true);
    }

    /** Needed where there is an AAA-proxy. */
    static GatewayFile withProxy(String template) {
        return new GatewayFile(nameOf(template), template, model -> model.aaaProxy() != null);
    }

    /** Needed where there is an auth-service. */
    static GatewayFile withAuthService(String template) {
        return new GatewayFile(nameOf(template), template, model -> model.authService() != null);
    }

    /** Needed where the gateway logs in at the FHIR server. */
    static GatewayFile withCredentials(String template) {
        return new GatewayFile(nameOf(template), template, model -> model.fhir().credentials() != null);
    }

    private static String nameOf(String template) {
        return template.substring(template.lastIndexOf('/') + 1);
    }
}
