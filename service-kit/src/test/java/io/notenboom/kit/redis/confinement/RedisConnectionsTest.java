// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.customer.NodeMode;
import io.vertx.redis.client.RedisOptions;
import org.junit.jupiter.api.Test;

class RedisConnectionsTest {

    private static RedisOptions to(String endpoint) {
        return new RedisOptions().setConnectionString(endpoint);
    }

    @Test
    void theNameOfTheServerIsAlwaysChecked() {
        RedisOptions options = to("rediss://c7f3k2:x@redis.example:6379");
        options.getNetClientOptions().setHostnameVerificationAlgorithm("");
        RedisConnections connections = new RedisConnections(NodeMode.STRICT);
        connections.customize("<default>", options);
        assertThat(options.getNetClientOptions().getHostnameVerificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(connections.ofTheServices().orElseThrow().getEndpoints()).isEqualTo(options.getEndpoints());
    }

    @Test
    void inStrictModeNothingLeavesTheMachineInTheClear() {
        RedisConnections strict = new RedisConnections(NodeMode.STRICT);
        assertThatThrownBy(() -> strict.customize("<default>", to("redis://c7f3k2:hidden@192.0.2.1:6379")))
                .hasMessageContaining("redis://192.0.2.1:6379")
                .hasMessageContaining("rediss://")
                .hasMessageNotContaining("hidden");
        assertThatCode(() -> strict.customize("<default>", to("redis://c7f3k2:x@127.0.0.1:6379")))
                .doesNotThrowAnyException();
        assertThatCode(() -> strict.customize("<default>", to("unix:///run/redis.sock")))
                .doesNotThrowAnyException();
        assertThatCode(() -> new RedisConnections(NodeMode.DEV)
                        .customize("<default>", to("redis://c7f3k2:x@192.0.2.1:6379")))
                .doesNotThrowAnyException();
    }

    @Test
    void inStrictModeNoCertificateIsTrustedUnseen() {
        RedisOptions options = to("rediss://redis.example:6379");
        options.getNetClientOptions().setTrustAll(true);
        assertThatThrownBy(() -> new RedisConnections(NodeMode.STRICT).customize("<default>", options))
                .hasMessageContaining("trust-all");
    }
}
