// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The log behind a URL. */
public final class WebFiles implements LogFiles {

    private static final int TRIES = 3;

    private final HttpClient client;
    private final URI prefix;
    private final Duration timeout;

    /**
     * @param prefix {@code http} or {@code https} URL of the log, that of its checkpoint without the last word
     * @param timeout for each file
     */
    public WebFiles(HttpClient client, URI prefix, Duration timeout) {
        String text = prefix.toString();
        this.client = client;
        this.prefix = text.endsWith("/") ? prefix : URI.create(text + "/");
        this.timeout = timeout;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        IOException last = new IOException(path + " cannot be fetched");
        for (int i = 0; i < TRIES; i++) {
            try {
                return fetch(path);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private Optional<byte[]> fetch(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(prefix.resolve(path)).timeout(timeout).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == 404 || response.statusCode() == 410) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                throw new IOException(path + " was answered with " + response.statusCode());
            }
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(path + " is longer than any file of a log");
            }
            return Optional.of(bytes);
        }
    }

    @Override
    public Optional<List<String>> list() {
        return Optional.empty();
    }
}
