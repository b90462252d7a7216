// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.certificate;

import io.notenboom.auth.certificate.RevocationListFetcher;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import java.net.URI;
import java.util.Optional;

/** Fetches revocation lists through the guarded client. */
public final class HttpRevocationListFetcher implements RevocationListFetcher {

    private static final int OK = 200;

    private final OutboundHttp http;

    /** Fetches with this client. */
    public HttpRevocationListFetcher(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public Optional<byte[]> fetch(URI url) {
        return switch (http.send(OutboundRequest.getSigned(url).accept("application/pkix-crl, */*"))) {
            case OutboundResponse response -> response.status() == OK ? Optional.of(response.body()) : Optional.empty();
            case OutboundOutcome.Refused _, OutboundOutcome.Failed _ -> Optional.empty();
        };
    }
}
