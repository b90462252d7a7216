// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.takeover;

import io.notenboom.trust.did.DidDocument;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A DID to take over.
 *
 * @param document what the other node published
 * @param created since when it exists; null if that is not known
 */
public record OfferedDid(DidDocument document, @Nullable Instant created) {

    /** Checks that no part is missing. */
    public OfferedDid {
        Objects.requireNonNull(document, "document");
    }
}
