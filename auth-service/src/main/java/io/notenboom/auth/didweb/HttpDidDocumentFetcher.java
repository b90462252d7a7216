// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolutionException.Reason;
import java.net.URI;
import java.util.Set;

/** Fetches DID documents with HTTP GET. */
public final class HttpDidDocumentFetcher implements DidDocumentFetcher {

    private static final Set<String> TYPES =
            Set.of("application/json", "application/did+json", "application/did+ld+json");
    private static final String ACCEPT = "application/did+json, application/did+ld+json, application/json";
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final OutboundHttp http;

    /** Fetches with this client. */
    public HttpDidDocumentFetcher(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public byte[] fetch(URI url) throws DidResolutionException {
        return switch (http.send(OutboundRequest.get(url).accept(ACCEPT))) {
            case OutboundResponse response -> document(response);
            case OutboundOutcome.Refused refused -> throw new DidResolutionException(reason(refused));
            case OutboundOutcome.Failed failed -> throw new DidResolutionException(reason(failed));
        };
    }

    private static byte[] document(OutboundResponse response) throws DidResolutionException {
        if (response.status() == NOT_FOUND || response.status() == GONE) {
            throw new DidResolutionException(Reason.NOT_FOUND);
        }
        if (!response.successful()) {
            throw new DidResolutionException(Reason.UNAVAILABLE);
        }
        if (!TYPES.contains(response.mediaType())) {
            throw new DidResolutionException(Reason.INVALID_DOCUMENT);
        }
        return response.body();
    }

    private static Reason reason(OutboundOutcome.Refused refused) {
        return switch (refused.reason()) {
            case MALFORMED_OR_INSECURE_URL, FORBIDDEN_ADDRESS -> Reason.HOST_NOT_ALLOWED;
            case REDIRECTS -> Reason.UNAVAILABLE;
        };
    }

    private static Reason reason(OutboundOutcome.Failed failed) {
        return switch (failed.reason()) {
            case UNKNOWN_HOST, CONNECTION, TIMEOUT, HOST_PAUSED -> Reason.UNAVAILABLE;
            case TOO_LARGE -> Reason.INVALID_DOCUMENT;
        };
    }
}
