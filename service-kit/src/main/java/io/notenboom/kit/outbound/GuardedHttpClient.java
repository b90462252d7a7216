// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.OutboundOutcome.Failed;
import io.notenboom.kit.outbound.OutboundOutcome.Failure;
import io.notenboom.kit.outbound.OutboundOutcome.Refusal;
import io.notenboom.kit.outbound.OutboundOutcome.Refused;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.X509TrustManager;

/**
 * The one way out for fetches whose address others chose: did:web documents, status lists, metadata, notifications.
 *
 * <p>What it guarantees: https, in dev mode also http to listed addresses, and http for what proves itself by a signature
 * ({@link OutboundRequest#getSigned}); the name is looked up once for each hop, every
 * address found must be public or listed, and the connection goes to an address of that look-up, so a name that changes its
 * address in between gains nothing; certificate and host name are checked against the name in the URL; each redirect is
 * checked as if it were the first URL and takes no header to another origin; time, size, redirects and connections for each
 * host are limited; no cookies, no decompression, no proxy. The same GET asked at the same time is sent once; one that failed
 * is not sent again for ten seconds, and a host that did not answer five requests in a row is left alone for as long.
 *
 * <p>Blocks: call it on a virtual thread. Safe for many threads.
 */
public final class GuardedHttpClient implements OutboundHttp {

    private static final int MAX_WAITING = 100;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_LOOK_UPS = 32;

    /**
     * The system's look-up blocks its thread, in native code that would hold the carrier of a virtual one, for as long as a
     * name server of others likes. So these have threads of their own; when all are held, there is no look-up.
     */
    private static final Executor LOOK_UPS = new ThreadPoolExecutor(
            0,
            MAX_LOOK_UPS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("outbound-lookup-", 0).factory());

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Vertx vertx;
    private final HttpClient client;
    private final NodeMode mode;
    private final AddressRules rules;
    private final OutboundLimits limits;
    private final FailingHosts failing;
    private final ConcurrentMap<Object, CompletableFuture<OutboundOutcome>> flights = new ConcurrentHashMap<>();

    /**
     * @param trust decides about certificates, see {@link OutboundTrust}
     * @param allow addresses and CIDRs that may be reached although they are not public
     * @throws IllegalArgumentException for a malformed entry of {@code allow}
     */
    public GuardedHttpClient(
            Vertx vertx, NodeMode mode, X509TrustManager trust, List<String> allow, OutboundLimits limits) {
        this(vertx, mode, trust, new AddressRules(allow), limits);
    }

    /**
     * @param trust decides about certificates, see {@link OutboundTrust}
     * @param rules which addresses may be reached
     */
    public GuardedHttpClient(
            Vertx vertx, NodeMode mode, X509TrustManager trust, AddressRules rules, OutboundLimits limits) {
        this(vertx, mode, trust, rules, limits, new FailingHosts(System::nanoTime));
    }

    GuardedHttpClient(
            Vertx vertx,
            NodeMode mode,
            X509TrustManager trust,
            AddressRules rules,
            OutboundLimits limits,
            FailingHosts failing) {
        this.vertx = vertx;
        this.mode = mode;
        this.rules = rules;
        this.failing = failing;
        this.limits = limits;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) limits.connect().toMillis())
                .setMaxPoolSize(limits.connectionsPerHost())
                .setMaxWaitQueueSize(MAX_WAITING)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setIdleTimeout((int) limits.total().toSeconds() * 2)
                .setVerifyHost(true)
                .setTrustOptions(TrustOptions.wrap(trust))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2")));
    }

    @Override
    @CheckReturnValue
    public OutboundOutcome send(OutboundRequest request) {
        if (!request.isGet()) {
            return follow(request);
        }
        Optional<Failed> recent = failing.recent(request);
        if (recent.isPresent()) {
            return recent.get();
        }
        CompletableFuture<OutboundOutcome> own = new CompletableFuture<>();
        CompletableFuture<OutboundOutcome> other = flights.putIfAbsent(request.flight(), own);
        if (other != null) {
            return await(other, limits.total().toNanos());
        }
        OutboundOutcome outcome = new Failed(Failure.CONNECTION);
        try {
            outcome = follow(request);
            failing.remember(request, outcome);
        } finally {
            flights.remove(request.flight(), own);
            own.complete(outcome);
        }
        return outcome;
    }

    private OutboundOutcome follow(OutboundRequest first) {
        long deadline = System.nanoTime() + limits.total().toNanos();
        OutboundRequest request = first;
        for (int hop = 0; hop <= limits.maxRedirects(); hop++) {
            OutboundOutcome outcome = hop(request, deadline);
            if (!(outcome instanceof OutboundResponse response)
                    || !request.isGet()
                    || !REDIRECTS.contains(response.status())) {
                return outcome;
            }
            Optional<URI> location = location(request.target(), response);
            if (location.isEmpty()) {
                return new Refused(Refusal.REDIRECTS);
            }
            request = request.redirectedTo(location.get(), sameOrigin(request.target(), location.get()));
        }
        return new Refused(Refusal.REDIRECTS);
    }

    private static Optional<URI> location(URI base, OutboundResponse response) {
        try {
            return response.header("Location").map(location -> base.resolve(URI.create(location)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(String.valueOf(other.getHost()))
                && Exchange.port(one) == Exchange.port(other);
    }

    private OutboundOutcome hop(OutboundRequest request, long deadline) {
        URI target = request.target();
        if (!wellFormed(target)) {
            return new Refused(Refusal.MALFORMED_OR_INSECURE_URL);
        }
        if (!failing.mayAsk(target)) {
            return new Failed(Failure.HOST_PAUSED);
        }
        OutboundOutcome outcome = ask(request, lookUp(target.getHost(), deadline), deadline);
        failing.asked(target, outcome);
        return outcome;
    }

    private OutboundOutcome ask(OutboundRequest request, List<InetAddress> addresses, long deadline) {
        if (addresses.isEmpty()) {
            return new Failed(Failure.UNKNOWN_HOST);
        }
        if (!addresses.stream().allMatch(rules::permits)) {
            return new Refused(Refusal.FORBIDDEN_ADDRESS);
        }
        boolean plain = !Exchange.isHttps(request.target());
        if (plain
                && !request.plainWillDo()
                && !(mode == NodeMode.DEV && addresses.stream().allMatch(rules::listed))) {
            return new Refused(Refusal.MALFORMED_OR_INSECURE_URL);
        }
        return exchange(request, addresses, deadline);
    }

    private static boolean wellFormed(URI target) {
        String scheme = String.valueOf(target.getScheme());
        return (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                && target.getHost() != null
                && target.getRawUserInfo() == null
                && target.getPort() != 0
                && target.getPort() <= 0xffff;
    }

    /** All addresses of a name, each once; none when it has none or the look-up takes too long. */
    private static List<InetAddress> lookUp(String host, long deadline) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        try {
            LOOK_UPS.execute(() -> found.complete(addressesOf(host)));
            return found.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException failed) {
            return List.of();
        }
    }

    private static List<InetAddress> addressesOf(String host) {
        try {
            return Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    /** Tries a second address when the first does not take the connection; only for a GET, which may be sent twice. */
    private OutboundOutcome exchange(OutboundRequest request, List<InetAddress> addresses, long deadline) {
        OutboundOutcome outcome = new Failed(Failure.CONNECTION);
        List<InetAddress> tried = addresses.subList(0, request.isGet() ? Math.min(2, addresses.size()) : 1);
        for (InetAddress address : tried) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return new Failed(Failure.TIMEOUT);
            }
            Exchange exchange = new Exchange(request, limits.maxBodyBytes());
            outcome = await(
                    exchange.start(
                            vertx.getOrCreateContext(),
                            client,
                            address,
                            Duration.ofNanos(left).toMillis() + 1),
                    left);
            if (outcome.equals(new Failed(Failure.TIMEOUT))) {
                exchange.abort();
            }
            if (!outcome.equals(new Failed(Failure.CONNECTION))) {
                return outcome;
            }
        }
        return outcome;
    }

    private static OutboundOutcome await(CompletableFuture<OutboundOutcome> outcome, long nanos) {
        try {
            return outcome.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Failed(Failure.TIMEOUT);
        } catch (TimeoutException late) {
            return new Failed(Failure.TIMEOUT);
        } catch (ExecutionException impossible) {
            return new Failed(Failure.CONNECTION);
        }
    }

    /** Closes the connections. */
    @Override
    public void close() {
        var unused = client.close();
    }
}
