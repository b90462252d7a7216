// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The lines of a live stream from its beginning. */
final class EventLines implements AutoCloseable {

    private final HttpClient client;
    private final BufferedReader lines;

    private EventLines(HttpClient client, BufferedReader lines) {
        this.client = client;
        this.lines = lines;
    }

    static EventLines open(URI base, String token) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/hosting/v1/live"))
                .header("Authorization", "Bearer " + token)
                .header("Last-Event-ID", "0")
                .build();
        try {
            return new EventLines(
                    client,
                    new BufferedReader(new InputStreamReader(
                            client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                                    .body(),
                            StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The next line that names an event. */
    String nextEvent() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    return line;
                }
            }
            throw new AssertionError("the stream ended");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
