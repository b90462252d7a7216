// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who a bearer token stands for, and what it may do.
 *
 * @param id name for logs and audit records: of an API token its id, of a key {@code key:<user>}, of an operator {@code
 *     oidc:<user>}
 * @param scopes what it may do; {@code admin} is everything
 * @param subjects for which subjects only; empty for all
 * @param ends from when on it is refused; empty for never
 */
public record Identity(String id, Set<String> scopes, Optional<Set<String>> subjects, Optional<Instant> ends) {

    public Identity {
        scopes = Set.copyOf(scopes);
        subjects = subjects.map(Set::copyOf);
    }

    /** Whether it may do what needs this scope. */
    public boolean allows(String scope) {
        return scopes.contains(scope) || scopes.contains(Scopes.ADMIN);
    }

    /** Whether it is refused at this time because its time is over. */
    public boolean ended(Instant now) {
        return ends.isPresent() && !now.isBefore(ends.get());
    }
}
