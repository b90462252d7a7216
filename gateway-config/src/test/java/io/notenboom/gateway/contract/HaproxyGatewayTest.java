// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import io.notenboom.gateway.run.RunnableGateway;

class HaproxyGatewayTest extends GatewayContract {

    HaproxyGatewayTest() {
        super(RunnableGateway.HAPROXY);
    }
}
