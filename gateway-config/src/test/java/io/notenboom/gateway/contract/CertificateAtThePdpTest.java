// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.notenboom.gateway.GatewayConfig;
import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.http.DemandingSockets;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway without a key: it gets into a PDP that takes nobody without a certificate, by the handshake. */
@Timeout(60)
class CertificateAtThePdpTest {

    private static final String OPEN = "/fhir/Composition/1";

    @TempDir
    Path folder;

    private LoopbackTls identity(String name) throws Exception {
        return LoopbackTls.create(Files.createDirectories(folder.resolve(name)), Instant.now());
    }

    @ParameterizedTest
    @EnumSource(
            value = RunnableGateway.class,
            names = {"NGINX", "CADDY", "ENVOY"})
    void theHandshakeTellsThePdpWhoAsks(RunnableGateway kind) throws Exception {
        Optional<Path> program = kind.find();
        assumeTrue(program.isPresent(), kind.missing());
        LoopbackTls shown = identity("public");
        LoopbackTls pep = identity("pep");
        LoopbackTls server = identity("pdp");
        int port = FreePorts.any();
        try (RecordingServer pdp = new RecordingServer(
                        new DemandingSockets(server.towards(pep.certificate())),
                        RecordingServer.answering(200, List.of("X-Decision-Id: d-1"), ""));
                RecordingServer fhir = new RecordingServer(null, RecordingServer.answering(200, List.of(), "{}"))) {
            Path model = Files.writeString(folder.resolve("model.yaml"), """
                    customer: vendra
                    public: {host: localhost, address: 127.0.0.1, port: %d, certificate: %s, key: %s}
                    fhir: {upstream: {url: "%s"}}
                    pdp: {upstream: {url: "https://localhost:%d", trust: %s}, pep: mutual, certificate: %s, key: %s}
                    workers: 1
                    """.formatted(
                            port,
                            shown.certificate(),
                            shown.key(),
                            fhir.url(),
                            pdp.port(),
                            server.certificate(),
                            pep.certificate(),
                            pep.key()));
            Path conf = folder.resolve("conf");
            var unused = GatewayConfig.render(kind.product(), model, conf);
            try (GatewayProcess running = GatewayProcess.start(kind, program.get(), conf)) {
                RawClient client = new RawClient(shown.context().getSocketFactory(), port);
                HttpMessage answer = client.send("GET", OPEN, "Authorization: Bearer t", "X-PEP-Key: of-a-client");
                assertThat(answer.status()).as(running.toString()).isEqualTo(200);
                assertThat(pdp.last().target()).startsWith("/authz/forward/mutual");
                assertThat(pdp.last().values("X-PEP-Key")).isEmpty();
                assertThat(pdp.last().values("X-Original-URI")).containsExactly(OPEN);
                assertThat(fhir.received()).hasSize(1);
            }
        }
    }
}
