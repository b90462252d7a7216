// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.gateway.selftest.OwnershipProof;
import io.notenboom.gateway.selftest.Target;
import io.notenboom.testkit.http.RecordingServer;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class OwnershipProofTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void theGatewayHasToServeTheToken() throws Exception {
        try (RecordingServer gateway =
                new RecordingServer(null, RecordingServer.answering(200, List.of(), TOKEN + "\n"))) {
            Target target = Target.of(gateway.url(), SSLContext.getDefault());
            assertThat(OwnershipProof.given(target, TOKEN)).isTrue();
            assertThat(gateway.last().target()).isEqualTo("/.well-known/notenboom-pep-selftest");
            assertThat(OwnershipProof.given(target, TOKEN.replace('0', '9'))).isFalse();
            gateway.respondWith(RecordingServer.answering(404, List.of(), TOKEN));
            assertThat(OwnershipProof.given(target, TOKEN)).isFalse();
            assertThatThrownBy(() -> OwnershipProof.given(target, "short"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
