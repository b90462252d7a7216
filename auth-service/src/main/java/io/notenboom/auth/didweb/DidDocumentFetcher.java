// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.DidResolutionException;
import java.net.URI;

/** Fetches a DID document from its host: over https, only from hosts that may be contacted, bounded in time and size. */
@FunctionalInterface
public interface DidDocumentFetcher {

    /**
     * The body of the document: at most 1 MB, with status 2xx and a JSON content type.
     *
     * @throws DidResolutionException NOT_FOUND for 404 and 410, HOST_NOT_ALLOWED, INVALID_DOCUMENT for a body that is too large or of
     *     another type, UNAVAILABLE for everything else
     */
    @CheckReturnValue
    byte[] fetch(URI url) throws DidResolutionException;
}
