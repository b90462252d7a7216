// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.tls.TrustedAuthorities;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes single calls to a Vault: bounded in time and size, TLS with host-name check, no redirect followed (a token goes to the
 * configured address only), nothing of what was sent or received in any message but paths, statuses and one short line of the
 * Vault's reason. Safe for many threads.
 */
public final class VaultHttp implements AutoCloseable {

    private static final int MAX_BYTES = 4_194_304;
    private static final int MAX_REASON = 160;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final VaultServer server;
    private final HttpClient client;

    /** @throws CustodyException if the bundle of authorities cannot be read */
    public VaultHttp(VaultServer server) {
        this.server = server;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (server.authorities() != null) {
            try {
                builder.sslContext(TrustedAuthorities.context(TrustedAuthorities.only(server.authorities())));
            } catch (IOException | IllegalArgumentException unfit) {
                throw new CustodyException("the bundle of authorities for the Vault cannot be read", unfit);
            }
        }
        this.client = builder.build();
    }

    /** The Vault that it calls. */
    public VaultServer server() {
        return server;
    }

    /**
     * Makes one call.
     *
     * @param token null for the few calls that take none
     * @throws CustodyUnavailableException if there is no usable answer before the deadline: unreachable, sealed, standby, 5xx
     * @throws VaultRefusedException if the Vault refuses
     */
    public VaultAnswer send(VaultCall call, @Nullable Secret token, Deadline deadline) {
        HttpResponse<byte[]> response = exchange(call, request(call, token), deadline);
        int status = response.statusCode();
        boolean done = status >= 200 && status < 300;
        ObjectNode body = body(response.body(), (done && status != 204) || status == 404);
        if (done || (status == 404 && body.path("errors").isEmpty())) {
            return new VaultAnswer(done, body);
        }
        String reason = reason(body);
        if (status >= 500 || status == 429 || status == 412 || status == 408) {
            throw unavailable(call, status, reason);
        }
        if (status >= 300 && status < 400) {
            throw new CustodyUnavailableException(
                    where()
                            + " is a standby that sends callers elsewhere; give the address of the active node or of a load"
                            + " balancer in front",
                    SOON);
        }
        throw new VaultRefusedException(call, status, reason);
    }

    private HttpRequest request(VaultCall call, @Nullable Secret token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(call.path() + (call.isList() ? "?list=true" : "")))
                .header("X-Vault-Request", "true")
                .header("Accept", "application/json");
        if (token != null) {
            request.header("X-Vault-Token", token.reveal());
        }
        if (server.namespace() != null) {
            request.header("X-Vault-Namespace", server.namespace());
        }
        Duration wrap = call.wrap();
        if (wrap != null) {
            request.header("X-Vault-Wrap-TTL", wrap.toSeconds() + "s");
        }
        ObjectNode body = call.body();
        if (body == null) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(call.method(), BodyPublishers.ofByteArray(StrictJson.write(body)));
        }
        return request.build();
    }

    private HttpResponse<byte[]> exchange(VaultCall call, HttpRequest request, Deadline deadline) {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw unreachable("did not answer in time");
        }
        CompletableFuture<HttpResponse<byte[]>> running =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            return running.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            running.cancel(true);
            throw unreachable("did not answer " + call + " in time");
        } catch (ExecutionException failure) {
            throw unreachable("cannot be reached (" + shortly(failure.getCause()) + ")");
        } catch (InterruptedException interrupted) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable("was not waited for");
        }
    }

    /** The kind of an I/O failure; the text of one of TLS, which says what is wrong with a certificate. */
    private static String shortly(@Nullable Throwable failure) {
        if (failure instanceof SSLException && failure.getMessage() != null) {
            return line(failure.getMessage());
        }
        return failure == null ? "unknown" : failure.getClass().getSimpleName();
    }

    private CustodyUnavailableException unreachable(String how) {
        return new CustodyUnavailableException(
                where() + " " + how + "; keys cannot be used until it does, see whether it runs and can be reached",
                SOON);
    }

    private CustodyUnavailableException unavailable(VaultCall call, int status, String reason) {
        if (status == 503 && reason.contains("sealed")) {
            return new CustodyUnavailableException(
                    where() + " is sealed; keys cannot be used until it is unsealed", Duration.ofSeconds(10));
        }
        return new CustodyUnavailableException(
                where() + " cannot do " + call + " at present (" + status + (reason.isEmpty() ? "" : ": " + reason)
                        + ")",
                SOON);
    }

    private String where() {
        return "the Vault at " + server.address().getAuthority();
    }

    /** @param needed whether something else than JSON says that it was no Vault that answered */
    private ObjectNode body(byte[] bytes, boolean needed) {
        try {
            return bytes.length == 0 && !needed ? StrictJson.newObject() : StrictJson.parseObject(bytes, MAX_BYTES);
        } catch (JsonInputException unfit) {
            if (needed) {
                throw unreachable("answered something else than a Vault does");
            }
            return StrictJson.newObject();
        }
    }

    private static String reason(ObjectNode body) {
        return line(Optional.ofNullable(body.path("errors").path(0).textValue()).orElse(""));
    }

    /** One line of plain characters, cut. */
    private static String line(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7E]+", " ").strip();
        return plain.length() <= MAX_REASON ? plain : plain.substring(0, MAX_REASON) + " ...";
    }

    /** Closes the connections. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
