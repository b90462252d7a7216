// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A DID that a subject of this node owns, with its keys, the signing key first.
 *
 * @param did the DID
 * @param keys at least one key
 * @param created when it was made
 * @param deactivated since when it is not used any more; null while active
 */
public record OwnDid(
        Did did,
        List<OwnKey> keys,
        Instant created,
        @Nullable Instant deactivated) {

    /** @throws IllegalArgumentException if there is no key */
    public OwnDid {
        Objects.requireNonNull(did, "did");
        Objects.requireNonNull(created, "created");
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an own DID has at least one key");
        }
    }

    /** Whether it may still sign and is still published. */
    public boolean isActive() {
        return deactivated == null;
    }

    /** The key that signs. */
    public OwnKey signingKey() {
        return keys.getFirst();
    }

    /** Id of the verification method of the signing key; the {@code kid} of what this DID signs. */
    public DidUrl signingKeyId() {
        return did.withFragment(signingKey().fragment());
    }

    /** The same DID, deactivated at this time; an earlier deactivation is kept. */
    public OwnDid deactivatedAt(Instant time) {
        return isActive() ? new OwnDid(did, keys, created, time) : this;
    }
}
