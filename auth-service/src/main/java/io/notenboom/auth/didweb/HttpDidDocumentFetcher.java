// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import io.notenboom.auth.outbound.HttpAnswer;
import io.notenboom.auth.outbound.OutboundException;
import io.notenboom.auth.outbound.OutboundHttp;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolutionException.Reason;
import java.net.URI;
import java.util.Set;

/** Fetches DID documents with HTTP GET. */
public final class HttpDidDocumentFetcher implements DidDocumentFetcher {

    private static final Set<String> TYPES =
            Set.of("application/json", "application/did+json", "application/did+ld+json");
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final OutboundHttp http;

    /** Fetches with this client. */
    public HttpDidDocumentFetcher(OutboundHttp http) {
        this.http = http;
    }

    @Override
    public byte[] fetch(URI url) throws DidResolutionException {
        try {
            HttpAnswer answer = http.get(url);
            if (answer.status() == NOT_FOUND || answer.status() == GONE) {
                throw new DidResolutionException(Reason.NOT_FOUND);
            }
            if (!answer.isSuccess()) {
                throw new DidResolutionException(Reason.UNAVAILABLE);
            }
            if (!TYPES.contains(answer.mediaType())) {
                throw new DidResolutionException(Reason.INVALID_DOCUMENT);
            }
            return answer.body();
        } catch (OutboundException failed) {
            throw new DidResolutionException(
                    switch (failed.reason()) {
                        case NOT_ALLOWED -> Reason.HOST_NOT_ALLOWED;
                        case UNAVAILABLE -> Reason.UNAVAILABLE;
                        case TOO_LARGE -> Reason.INVALID_DOCUMENT;
                    },
                    failed);
        }
    }
}
