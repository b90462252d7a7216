// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.micrometer.core.instrument.Counter;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.outbound.AddressRules;
import io.notenboom.trust.limit.Allowance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests towards the limits of this process. Safe for many threads. Made at the first request: filters, which are made
 * earlier, get a proxy.
 */
@ApplicationScoped
@CheckReturnValue
public class RequestLimits {

    private static final String CUSTOMER = "customer";
    private static final String API_TOKEN = "api-token";
    private static final String ADDRESS = "address";

    private final Allowance customer;
    private final Allowance apiToken;
    private final Allowance address;
    private final Map<String, Allowance> ofSingleTokens = new ConcurrentHashMap<>();
    private final WaitingRoom waitingRoom = new WaitingRoom();
    private final RequestSources sources;
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();

    @Inject
    RequestLimits(LimitConfig config, InstantSource clock, ServiceMeters meters) {
        this.customer = Allowance.perSecond(config.customerPerSecond(), clock);
        this.apiToken = Allowance.perSecond(config.apiTokenPerSecond(), clock);
        this.address = Allowance.perSecond(config.addressPerSecond(), clock);
        config.apiTokens().forEach((id, limit) -> ofSingleTokens.put(id, Allowance.perSecond(limit, clock)));
        this.sources =
                new RequestSources(new AddressRules(config.trustedProxies().orElse(List.of())));
        for (String limit : List.of(CUSTOMER, API_TOKEN, ADDRESS)) {
            refusals.put(limit, meters.counter("limit.refusals", "Requests that a limit turned away", "limit", limit));
        }
    }

    /** Counts a request that arrives at the internal listener; the limit that it met, if it may not pass. */
    public Optional<CountedRequest> inside() {
        return refused(CountedRequest.of(CUSTOMER, customer, CUSTOMER));
    }

    /** Counts a request that arrives at the public listener; the limit that it met, if it may not pass. */
    public Optional<CountedRequest> outside(HttpServerRequest request) {
        return ofAddress(request).or(this::inside);
    }

    private Optional<CountedRequest> ofAddress(HttpServerRequest request) {
        if (address.atOnce() == 0) {
            return Optional.empty();
        }
        String source = sources.of(request);
        return RequestSources.isLoopback(source)
                ? Optional.empty()
                : refused(CountedRequest.of(ADDRESS, address, source));
    }

    /** Counts a request of a caller that is known by now, whether it passes or not. */
    public CountedRequest identified(String tokenId) {
        CountedRequest counted = CountedRequest.of(API_TOKEN, ofSingleTokens.getOrDefault(tokenId, apiToken), tokenId);
        Optional<CountedRequest> unused = refused(counted);
        return counted;
    }

    /** Where those wait who are turned away. */
    public WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    private Optional<CountedRequest> refused(CountedRequest counted) {
        if (counted.share().granted()) {
            return Optional.empty();
        }
        Optional.ofNullable(refusals.get(counted.limit())).ifPresent(Counter::increment);
        return Optional.of(counted);
    }
}
