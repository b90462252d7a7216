// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.util.Map;

/** Chooses a resolver by DID method and checks that the document is that of the DID. */
public final class DelegatingDidResolver implements DidResolver {

    private final Map<String, DidResolver> resolvers;

    /** @param resolvers resolver by method name, for example {@code web} */
    public DelegatingDidResolver(Map<String, DidResolver> resolvers) {
        this.resolvers = Map.copyOf(resolvers);
    }

    @Override
    public DidDocument resolve(Did did) throws DidResolutionException {
        DidResolver resolver = resolvers.get(did.method());
        if (resolver == null) {
            throw new DidResolutionException(DidResolutionException.Reason.METHOD_NOT_SUPPORTED);
        }
        DidDocument document = resolver.resolve(did);
        if (!document.id().equals(did)) {
            throw new DidResolutionException(DidResolutionException.Reason.INVALID_DOCUMENT);
        }
        return document;
    }
}
