// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.live.LiveStreams;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A live stream, as a client sees it. */
@QuarkusTest
@QuarkusTestResource(KitTestNode.class)
@Timeout(30)
class KitLiveTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    TestOperations.Effects effects;

    @Inject
    LiveStreams streams;

    @TestHTTPResource("/live")
    URI live;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    /** An open stream; every line that was read is one of the stream. */
    private record Stream(BufferedReader lines) implements AutoCloseable {

        static Stream of(HttpResponse<InputStream> response) throws IOException {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            Stream stream =
                    new Stream(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
            assertThat(stream.lines().readLine()).isEqualTo("retry: 5000");
            return stream;
        }

        /** The next line that is neither empty nor a heartbeat; null at the end. */
        @Nullable
        String next() throws IOException {
            String line = lines.readLine();
            while (line != null && (line.isEmpty() || line.equals(":"))) {
                line = lines.readLine();
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @BeforeEach
    void nobodyElse() {
        while (streams.clients() > 0) {
            Thread.onSpinWait();
        }
    }

    private HttpResponse<InputStream> get(@Nullable String lastEventId, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(live).header("Authorization", "Bearer " + token);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private void publish(String json) {
        effects.events.add("thing.changed", json);
        streams.changed();
    }

    private void assertEvent(Stream stream, long id, String json) throws IOException {
        assertThat(stream.next()).isEqualTo("id: " + id);
        assertThat(stream.next()).isEqualTo("event: thing.changed");
        assertThat(stream.next()).isEqualTo("data: " + json);
    }

    @Test
    void aStreamNeedsATokenAsEveryRoute() throws Exception {
        assertThat(get(null, "nbt_unknown").statusCode()).isEqualTo(401);
        assertThat(streams.clients()).isZero();
    }

    @Test
    void eventsComeFromNowOnOrFromWhereTheClientWas() throws Exception {
        publish("{\"n\":0}");
        long last = effects.events.newest();
        try (Stream fresh = Stream.of(get(null, KitTestNode.ADMIN_TOKEN))) {
            publish("{\"n\":1}");
            publish("{\"n\":2}");
            assertEvent(fresh, last + 1, "{\"n\":1}");
            assertEvent(fresh, last + 2, "{\"n\":2}");
        }
        try (Stream again = Stream.of(get(Long.toString(last + 1), KitTestNode.ADMIN_TOKEN))) {
            assertEvent(again, last + 2, "{\"n\":2}");
        }
    }

    @Test
    void aClientThatMissedEventsIsToldSo() throws Exception {
        for (int i = 0; i < 10; i++) {
            publish("{}");
        }
        try (Stream stream = Stream.of(get("1", KitTestNode.ADMIN_TOKEN))) {
            assertThat(stream.next()).isEqualTo("event: gap");
            assertThat(stream.next()).isEqualTo("data: {}");
            publish("{\"after\":\"gap\"}");
            assertEvent(stream, effects.events.newest(), "{\"after\":\"gap\"}");
        }
        try (Stream stream = Stream.of(get("999999", KitTestNode.ADMIN_TOKEN))) {
            assertThat(stream.next()).isEqualTo("event: gap");
        }
    }

    @Test
    void anIdOfSomethingElseIsRefused() throws Exception {
        assertThat(get("x", KitTestNode.ADMIN_TOKEN).statusCode()).isEqualTo(400);
        assertThat(streams.clients()).isZero();
    }

    @Test
    void aQuietStreamBeats() throws Exception {
        try (Stream stream = Stream.of(get(null, KitTestNode.ADMIN_TOKEN))) {
            assertThat(stream.lines().readLine()).isEmpty();
            assertThat(stream.lines().readLine()).isEqualTo(":");
        }
    }

    @Test
    void thereIsALimitOfClientsAndWhoLeavesMakesRoom() throws Exception {
        try (Stream one = Stream.of(get(null, KitTestNode.ADMIN_TOKEN));
                Stream two = Stream.of(get(null, KitTestNode.ADMIN_TOKEN))) {
            assertThat(streams.clients()).isEqualTo(2);
            HttpResponse<InputStream> third = get(null, KitTestNode.ADMIN_TOKEN);
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(new String(third.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("urn:notenboom:problem:unavailable");
        }
        nobodyElse();
        Stream.of(get(null, KitTestNode.ADMIN_TOKEN)).close();
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        try (Stream stream = Stream.of(get(null, KitTestNode.LIVE_TOKEN))) {
            KitTestNode.writeTokens(false);
            assertThat(stream.next()).isNull();
        } finally {
            KitTestNode.writeTokens(true);
        }
    }

    @Test
    void metersOfTheKitAreShownOnTheManagementListener() throws Exception {
        assertThat(get(null, "nbt_unknown").statusCode()).isEqualTo(401);
        HttpResponse<String> shown =
                client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body())
                .contains("notenboom_kit_access_refused_total{reason=\"unauthenticated\"}")
                .contains("notenboom_kit_access_tokens_usable 1.0")
                .contains("notenboom_kit_live_clients");
    }
}
