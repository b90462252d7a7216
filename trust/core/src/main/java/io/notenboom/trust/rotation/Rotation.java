// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What follows each other in one place: the keys of a DID, the certificates of a listener.
 *
 * @param kind what kind of thing, as {@code did-key}
 * @param id whose, as the DID
 * @param keys the active one first
 * @param due when the next one is begun, or should have been; {@link Instant#MAX} if nothing says so
 */
public record Rotation(String kind, String id, List<RotatedKey> keys, Instant due) {

    /** Copies the list. */
    public Rotation {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        keys = List.copyOf(keys);
        Objects.requireNonNull(due, "due");
    }

    /** The one that signs. */
    public Optional<RotatedKey> active() {
        return in(RotationState.ACTIVE);
    }

    /** The one that will sign next and is known already. */
    public Optional<RotatedKey> next() {
        return in(RotationState.PUBLISHED);
    }

    /** Whether it should have been begun and was not. */
    public boolean isOverdue(Instant now) {
        return next().isEmpty() && now.isAfter(due);
    }

    /** One of them. */
    public Optional<RotatedKey> key(String keyId) {
        return keys.stream().filter(key -> key.id().equals(keyId)).findFirst();
    }

    private Optional<RotatedKey> in(RotationState state) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
