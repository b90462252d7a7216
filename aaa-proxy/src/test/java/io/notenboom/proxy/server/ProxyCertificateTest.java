// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of the public listener is changed while it serves. */
@Timeout(60)
class ProxyCertificateTest {

    @TempDir
    Path folder;

    private LoopbackTls before;
    private ProxyFixture fixture;

    @BeforeEach
    void start() throws Exception {
        before = LoopbackTls.create(folder, Instant.now());
        fixture = new ProxyFixture(folder, ProxyFixture.LIMITS, before, null);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private int status(LoopbackTls trusted) throws IOException {
        return new RawClient(trusted.context().getSocketFactory(), fixture.port)
                .send("GET", "/fhir/Composition/1")
                .status();
    }

    @Test
    void newConnectionsSeeTheNewCertificateAndOpenOnesGoOn() throws Exception {
        assertThat(status(before)).isEqualTo(200);
        try (SSLSocket open = (SSLSocket) before.context().getSocketFactory().createSocket("127.0.0.1", fixture.port)) {
            open.startHandshake();
            LoopbackTls after = LoopbackTls.create(folder, Instant.now());
            fixture.server.reloadCertificate();
            assertThat(status(after)).isEqualTo(200);
            assertThatThrownBy(() -> status(before)).isInstanceOf(SSLException.class);

            open.getOutputStream().write("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes("US-ASCII"));
            assertThat(open.getInputStream().readNBytes(12)).asString().startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void anUnfitPairIsNotUsed() throws Exception {
        Files.writeString(folder.resolve("tls.key"), "nonsense");
        fixture.server.reloadCertificate();
        assertThat(status(before)).isEqualTo(200);
    }

    @Test
    void tellsInHowManyDaysItEnds() {
        assertThat(fixture.meters
                        .get("nuts.cert.expiry.days")
                        .tag("listener", "public")
                        .gauge()
                        .value())
                .isBetween(0.5, 2.5);
    }
}
