// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.statuslist;

import io.notenboom.auth.status.StatusListFetcher;
import io.notenboom.auth.status.StatusListUnavailableException;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Fetches status lists with HTTP GET. */
public final class HttpStatusListFetcher implements StatusListFetcher {

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/ld+json",
            "application/vc",
            "application/vc+ld+json",
            "application/vc+jwt",
            "application/vc-ld+jwt",
            "application/jwt",
            "application/statuslist+jwt",
            "text/plain");
    private static final String ACCEPT = "application/json, application/vc+ld+json, application/ld+json,"
            + " application/vc, application/vc+jwt, application/jwt";

    private final OutboundHttp http;

    /** Fetches with this client. */
    public HttpStatusListFetcher(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public String fetch(URI url) throws StatusListUnavailableException {
        return switch (http.send(OutboundRequest.get(url).accept(ACCEPT))) {
            case OutboundResponse response -> list(response);
            case OutboundOutcome.Refused refused -> throw failure(refused.reason());
            case OutboundOutcome.Failed failed -> throw failure(failed.reason());
        };
    }

    private static String list(OutboundResponse response) throws StatusListUnavailableException {
        if (!response.successful()) {
            throw new StatusListUnavailableException("the host of the status list answers " + response.status());
        }
        if (!TYPES.contains(response.mediaType())) {
            throw new StatusListUnavailableException("the host of the status list answers with another content type");
        }
        return response.text().strip();
    }

    private static StatusListUnavailableException failure(Enum<?> reason) {
        return new StatusListUnavailableException("the status list cannot be fetched: "
                + reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
