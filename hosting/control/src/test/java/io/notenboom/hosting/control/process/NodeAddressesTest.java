// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.customer.ServicePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAddressesTest {

    @TempDir
    Path node;

    @Test
    void theServicesOfASmallNodeAreAtOneAddress() throws IOException {
        assertThat(NodeAddresses.read(node, ServicePlan.SMALL)).isEmpty();
        Files.writeString(node.resolve("ports.json"), """
                {"redis":1,"internal":{"REGISTRY":11,"AUTH":12,"PDP":13,"PROXY":14},"management":{},
                 "authPublic":2,"proxyPublic":3,"peer":4,"gateway":5}
                """);
        assertThat(NodeAddresses.read(node, ServicePlan.SMALL))
                .containsEntry("public", "https://localhost:2")
                .containsEntry("registry", "http://127.0.0.1:11")
                .containsEntry("auth", "http://127.0.0.1:11")
                .containsEntry("pdp", "http://127.0.0.1:11")
                .containsEntry("proxy", "http://127.0.0.1:14");
        assertThat(NodeAddresses.read(node, ServicePlan.STANDARD))
                .containsEntry("registry", "http://127.0.0.1:11")
                .containsEntry("auth", "http://127.0.0.1:12")
                .containsEntry("pdp", "http://127.0.0.1:13");
    }
}
