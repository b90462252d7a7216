// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;

/**
 * DIDs as they are published, for those who want to see them: when a host does not answer, that is the answer, where verifying
 * a signature still goes on with an older copy for a while.
 */
public final class PublishedDids {

    private final DidResolver resolver;

    /** @param resolver one that knows no stale copies */
    public PublishedDids(DidResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The document of a DID of any supported method.
     *
     * @throws DidResolutionException if there is no usable document
     */
    @CheckReturnValue
    public DidDocument document(Did did) throws DidResolutionException {
        return resolver.resolve(did);
    }
}
