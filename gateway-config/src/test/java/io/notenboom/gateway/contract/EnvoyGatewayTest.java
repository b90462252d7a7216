// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import io.notenboom.gateway.run.RunnableGateway;

class EnvoyGatewayTest extends GatewayContract {

    EnvoyGatewayTest() {
        super(RunnableGateway.ENVOY);
    }
}
