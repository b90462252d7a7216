// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.notenboom.gateway.model.GatewayModel;
import java.util.Map;

/**
 * Turns the model into the configuration of one gateway product. Pure: the same input gives the same text. What it renders
 *
 * <ul>
 *   <li>asks the PDP for every request to the FHIR base, with the raw target, before anything reaches the FHIR server;
 *   <li>fails closed: no answer of the PDP, no access;
 *   <li>passes raw targets on, and neither the client's token nor headers that a server could take for the gateway's;
 *   <li>answers 404 to every path that the model does not name.
 * </ul>
 */
public interface GatewayRenderer {

    /**
     * The files of the configuration.
     *
     * @return file name (no folder) to text; every file says on its first line that it is generated. Some hold secrets: all
     *     must be readable by their owner only
     */
    Map<String, String> render(GatewayModel model, GatewaySecrets secrets);
}
