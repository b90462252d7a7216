// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.PeerAddress;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * One HTTP client for each peer, with TLS sessions of its own, so that the connections of one peer can be closed without
 * touching another's. At most {@value #MAX_CLIENTS}; the one that was not used for longest gives way. At most
 * {@value #CALLS_AT_ONCE} calls to one peer at the same time, so that there are no more connections than a peer takes, also
 * where each call needs its own. Safe for many threads.
 */
final class PeerClients implements AutoCloseable {

    private static final int MAX_CLIENTS = 64;

    /** One less than the connections that a peer takes of a node. */
    private static final int CALLS_AT_ONCE = 4;

    private final Supplier<SSLContext> tls;
    private final Duration connectTimeout;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<PeerAddress, PeerClient> clients = new LinkedHashMap<>(16, 0.75f, true);

    /** The client of one peer, and the certificates that the peer showed last. */
    static final class PeerClient {

        private final HttpClient http;
        private final Semaphore calls = new Semaphore(CALLS_AT_ONCE);
        private volatile List<X509Certificate> shown = List.of();

        private PeerClient(HttpClient http) {
            this.http = http;
        }

        HttpClient http() {
            return http;
        }

        /** Waits until a call may begin; false if that takes too long. Each that begins has to end. */
        boolean begin(Duration patience) throws InterruptedException {
            return calls.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        void end() {
            calls.release();
        }

        void shown(List<X509Certificate> chain) {
            shown = chain;
        }
    }

    PeerClients(Supplier<SSLContext> tls, Duration connectTimeout) {
        this.tls = tls;
        this.connectTimeout = connectTimeout;
    }

    synchronized PeerClient of(PeerAddress address) {
        PeerClient client = clients.computeIfAbsent(
                address,
                a -> new PeerClient(HttpClient.newBuilder()
                        .sslContext(tls.get())
                        .executor(executor)
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()));
        Iterator<PeerClient> oldest = clients.values().iterator();
        while (clients.size() > MAX_CLIENTS && oldest.hasNext()) {
            oldest.next().http().shutdown();
            oldest.remove();
        }
        return client;
    }

    /** Closes the connections of one peer; the next call makes new ones. */
    synchronized void close(PeerAddress address) {
        PeerClient client = clients.remove(address);
        if (client != null) {
            client.http().shutdownNow();
        }
    }

    /** Closes the connections of the peers whose certificates are refused by now; returns which. */
    synchronized List<PeerAddress> closeIf(Predicate<List<X509Certificate>> refused) {
        List<PeerAddress> closed = new ArrayList<>();
        clients.forEach((address, client) -> {
            if (!client.shown.isEmpty() && refused.test(client.shown)) {
                closed.add(address);
            }
        });
        closed.forEach(this::close);
        return closed;
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(client -> client.http().shutdownNow());
        clients.clear();
        executor.shutdownNow();
    }
}
