// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A care organisation that this node acts for.
 *
 * @param id its name here
 * @param dids its DIDs, the default first; deactivated ones included
 */
public record Subject(SubjectId id, List<OwnDid> dids) {

    /** Checks that no part is missing. */
    public Subject {
        Objects.requireNonNull(id, "id");
        dids = List.copyOf(dids);
    }

    /** The DIDs that may still be used. */
    public List<OwnDid> activeDids() {
        return dids.stream().filter(OwnDid::isActive).toList();
    }

    /** Whether it has a DID that may still be used. */
    public boolean isActive() {
        return dids.stream().anyMatch(OwnDid::isActive);
    }

    /** The DID of this subject with this text, active or not. */
    public Optional<OwnDid> ownDid(Did did) {
        return dids.stream().filter(own -> own.did().equals(did)).findFirst();
    }

    /** The same subject with its DIDs changed. */
    Subject with(UnaryOperator<OwnDid> change) {
        return new Subject(id, dids.stream().map(change).toList());
    }

    /** The same subject with all its DIDs deactivated at this time. */
    public Subject deactivatedAt(Instant time) {
        return with(did -> did.deactivatedAt(time));
    }
}
