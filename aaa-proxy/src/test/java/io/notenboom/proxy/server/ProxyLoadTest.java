// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.proxy.server.ProxySettings.Connections;
import io.notenboom.proxy.server.ProxySettings.Limits;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProxyLoadTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int LARGE = 50 * MEGABYTE;
    private static final Limits PATIENT = new Limits(8, 16_384, 262_144, 1_000, 20_000, 20, 3_000, Connections.DEFAULT);

    @TempDir
    Path folder;

    @Test
    void aLargeAnswerStreamsAtThePaceOfTheClient() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, PATIENT)) {
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> all = new CompletableFuture<>();
            fixture.backend.respondWith((request, answer) -> {
                answer.write(("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                for (int part = 0; part < LARGE / MEGABYTE; part++) {
                    answer.write(new byte[MEGABYTE]);
                    written.addAndGet(MEGABYTE);
                }
                var unused = all.complete(null);
            });
            try (Socket connection = fixture.client.connect()) {
                connection.getOutputStream().write(request("GET", "/fhir/Binary/1", ""));
                InputStream in = new BufferedInputStream(connection.getInputStream());
                assertThat(in.read()).isEqualTo('H');
                assertThatThrownBy(() -> all.get(2, TimeUnit.SECONDS))
                        .as("the backend is held back while the client does not read")
                        .isInstanceOf(TimeoutException.class);
                assertThat(written.get()).isLessThan(LARGE / 2);
                assertThat(skipHead(in)).isPositive();
                assertThat(in.readNBytes(LARGE)).hasSize(LARGE);
            }
            all.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aLargeUploadIsStreamedAndNotShownToThePdp() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, PATIENT);
                Socket connection = fixture.client.connect()) {
            OutputStream out = connection.getOutputStream();
            out.write(request("POST", "/fhir/Binary", "Content-Length: " + LARGE + "\r\n"));
            for (int part = 0; part < LARGE / MEGABYTE; part++) {
                out.write(new byte[MEGABYTE]);
            }
            InputStream in = new BufferedInputStream(connection.getInputStream());
            assertThat(HttpMessage.readAnswer(in, false).status()).isEqualTo(200);
            assertThat(fixture.backend.last().body()).hasSize(LARGE);
            assertThat(fixture.pdp.last().body()).isEmpty();
        }
    }

    @Test
    void anAnswerThatBreaksOffBreaksTheClientsConnection() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder)) {
            fixture.backend.respondWith((request, answer) -> {
                answer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
                answer.close();
            });
            assertThatThrownBy(() -> fixture.client.send("GET", "/fhir/Binary/1"))
                    .isInstanceOf(Exception.class);
            awaitIdle(fixture);
        }
    }

    @Test
    void aClientThatGoesAwayFreesItsPlace() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, PATIENT)) {
            CountDownLatch arrived = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            fixture.backend.respondWith((request, answer) -> {
                arrived.countDown();
                await(end);
            });
            try (Socket connection = fixture.client.connect()) {
                connection.getOutputStream().write(request("GET", "/fhir/Binary/1", ""));
                arrived.await();
                assertThat(fixture.active.count()).isEqualTo(1);
            }
            awaitIdle(fixture);
            end.countDown();
        }
    }

    @Test
    void moreRequestsThanAllowedAre429() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, PATIENT)) {
            CountDownLatch arrived = new CountDownLatch(PATIENT.requests());
            CountDownLatch end = new CountDownLatch(1);
            fixture.backend.respondWith((request, answer) -> {
                arrived.countDown();
                await(end);
                answer.write(RecordingServer.answer(200, List.of(), ""));
            });
            List<CompletableFuture<HttpMessage>> answers = new ArrayList<>();
            for (int request = 0; request < PATIENT.requests(); request++) {
                answers.add(inBackground(fixture));
            }
            arrived.await();
            HttpMessage refused = fixture.client.send("GET", "/fhir/Binary/1");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.values("Retry-After")).containsExactly("1");
            end.countDown();
            for (CompletableFuture<HttpMessage> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void requestsUnderWayAreAnsweredBeforeTheServerStops() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, PATIENT)) {
            CountDownLatch arrived = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            fixture.backend.respondWith((request, answer) -> {
                arrived.countDown();
                await(end);
                answer.write(RecordingServer.answer(200, List.of(), "late"));
            });
            CompletableFuture<HttpMessage> underWay = inBackground(fixture);
            arrived.await();
            CompletableFuture<Void> drained = fixture.active.drain();
            assertThat(fixture.client.send("GET", "/fhir/Binary/2").status()).isEqualTo(503);
            assertThat(drained).isNotDone();
            end.countDown();
            assertThat(underWay.get().body()).isEqualTo("late");
            drained.get(5, TimeUnit.SECONDS);
        }
    }

    private static CompletableFuture<HttpMessage> inBackground(ProxyFixture fixture) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return fixture.client.send("GET", "/fhir/Binary/1");
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private static void awaitIdle(ProxyFixture fixture) throws Exception {
        fixture.active.drain().get(5, TimeUnit.SECONDS);
    }

    private static byte[] request(String method, String target, String fields) {
        return (method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int skipHead(InputStream in) throws IOException {
        int read = 0;
        for (int matched = 0; matched < 4; read++) {
            int value = in.read();
            matched = value == "\r\n\r\n".charAt(matched) ? matched + 1 : (value == '\r' ? 1 : 0);
        }
        return read;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
