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

    static GatewayFile always(String name, String template) {
        return new GatewayFile(name, template, model -> true);
    }

    static GatewayFile withProxy(String name, String template) {
        return new GatewayFile(name, template, model -> model.aaaProxy() != null);
    }

    static GatewayFile withAuthService(String name, String template) {
        return new GatewayFile(name, template, model -> model.authService() != null);
    }

    static GatewayFile withCredentials(String name, String template) {
        return new GatewayFile(name, template, model -> model.fhir().credentials() != null);
    }
}
