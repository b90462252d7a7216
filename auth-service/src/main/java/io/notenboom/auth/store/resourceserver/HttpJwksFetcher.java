// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.resourceserver;

import io.notenboom.auth.resourceserver.JwkSet;
import io.notenboom.auth.resourceserver.JwksFetcher;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Fetches JWK sets through the guarded client. */
public final class HttpJwksFetcher implements JwksFetcher {

    private static final Logger LOG = Logger.getLogger(HttpJwksFetcher.class);
    private static final int OK = 200;
    private static final int MAX_BYTES = 65_536;

    private final GuardedHttpClient http;

    /** Fetches with this client. */
    public HttpJwksFetcher(GuardedHttpClient http) {
        this.http = http;
    }

    @Override
    public Optional<List<Jwk>> fetch(URI url) {
        return switch (http.send(OutboundRequest.get(url).accept("application/jwk-set+json, application/json"))) {
            case OutboundResponse response -> keys(response, url);
            case OutboundOutcome.Refused refused ->
                without(url, refused.reason().name());
            case OutboundOutcome.Failed failed -> without(url, failed.reason().name());
        };
    }

    private static Optional<List<Jwk>> keys(OutboundResponse response, URI url) {
        if (response.status() != OK) {
            return without(url, "status " + response.status());
        }
        try {
            return Optional.of(JwkSet.usable(StrictJson.parseObject(response.body(), MAX_BYTES)));
        } catch (JsonInputException | IllegalArgumentException malformed) {
            return without(url, "no JWK set");
        }
    }

    private static Optional<List<Jwk>> without(URI url, String why) {
        LOG.warnf("the keys of a resource server at %s cannot be had: %s", url, why);
        return Optional.empty();
    }
}
