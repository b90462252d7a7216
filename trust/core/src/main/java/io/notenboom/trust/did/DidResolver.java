// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * Turns a DID into its document. Safe for use by many threads. Implementations that fetch documents bound the time (10
 * seconds at most) and size (1 MB at most), contact only hosts that the outbound guard allows, and may answer from a
 * cache of at most 5 minutes.
 */
@FunctionalInterface
public interface DidResolver {

    /**
     * The document of a DID; its id equals the DID. A deactivated DID is not resolved.
     *
     * @throws DidResolutionException if there is no usable document; never answers with an empty one instead
     */
    @CheckReturnValue
    DidDocument resolve(Did did) throws DidResolutionException;
}
