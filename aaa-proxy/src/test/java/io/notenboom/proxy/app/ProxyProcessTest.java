// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

/** The whole process as it is configured in an installation. */
@QuarkusTest
@QuarkusTestResource(ProxyProcessTest.Installation.class)
class ProxyProcessTest {

    /** A PDP, a FHIR server, certificates and secrets. */
    public static final class Installation implements QuarkusTestResourceLifecycleManager {

        private static LoopbackTls tls;
        private static int port;
        private static RecordingServer pdp;
        private static RecordingServer fhir;

        @Override
        public Map<String, String> start() {
            try {
                Path folder =
                        Files.createTempDirectory(Path.of("target"), "proxy").toAbsolutePath();
                tls = LoopbackTls.create(folder, Instant.now());
                port = FreePorts.any();
                pdp = new RecordingServer(null, RecordingServer.answering(200, List.of("X-Decision-Id: d-1"), ""));
                fhir = new RecordingServer(
                        tls.context().getServerSocketFactory(), RecordingServer.answering(200, List.of(), "{}"));
                Path key = Files.writeString(folder.resolve("pep-key"), "the-pep-key-0123456789\n");
                Path password = Files.writeString(folder.resolve("password"), "secret\n");
                return Map.ofEntries(
                        Map.entry("quarkus.http.test-port", "0"),
                        Map.entry("quarkus.management.test-port", "0"),
                        Map.entry("notenboom.listener.public.host", "127.0.0.1"),
                        Map.entry("notenboom.listener.public.port", Integer.toString(port)),
                        Map.entry(
                                "notenboom.listener.public.certificate",
                                tls.certificate().toString()),
                        Map.entry("notenboom.listener.public.key", tls.key().toString()),
                        Map.entry("notenboom.outbound.trust", tls.certificate().toString()),
                        Map.entry("notenboom.proxy.pdp-url", pdp.url()),
                        Map.entry("notenboom.proxy.pep", "fhir-proxy"),
                        Map.entry("notenboom.proxy.pep-key-file", key.toString()),
                        Map.entry("notenboom.proxy.backend-url", "https://localhost:" + fhir.port()),
                        Map.entry("notenboom.proxy.backend-username", "own"),
                        Map.entry("notenboom.proxy.backend-password-file", password.toString()),
                        Map.entry("notenboom.proxy.notification.pep", "notification"),
                        Map.entry("notenboom.proxy.notification.pep-key-file", key.toString()));
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void stop() {
            pdp.close();
            fhir.close();
        }
    }

    @Test
    void servesFhirOverTlsAndNotifications() throws IOException {
        RawClient client = new RawClient(Installation.tls.context().getSocketFactory(), Installation.port);
        HttpMessage answer = client.send("GET", "/fhir/Patient/1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.values("X-Decision-Id")).containsExactly("d-1");
        assertThat(Installation.fhir.last().values("Authorization")).containsExactly("Basic b3duOnNlY3JldA==");
        assertThat(client.send("POST", "/notification/1", "Content-Length: 0").status())
                .isEqualTo(202);
    }

    @Test
    void speaksTlsOnly() {
        RawClient plain = new RawClient(SocketFactory.getDefault(), Installation.port);
        Throwable refused = catchThrowable(() -> plain.send("GET", "/fhir/Patient/1"));
        assertThat(refused).isInstanceOf(IOException.class);
    }
}
