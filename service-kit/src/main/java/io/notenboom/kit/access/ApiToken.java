// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API token as it is kept: by its hash.
 *
 * @param id name for logs
 * @param sha256 lower-case hex SHA-256 of the token
 * @param scopes what it may do; {@code admin} is everything
 * @param subjects for which subjects only; empty for all
 * @param expires from when on it is refused; empty for never
 */
record ApiToken(
        String id, String sha256, Set<String> scopes, Optional<Set<String>> subjects, Optional<Instant> expires) {

    private static final String ADMIN = "admin";

    ApiToken {
        scopes = Set.copyOf(scopes);
        subjects = subjects.map(Set::copyOf);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the hash of API token " + id + " is not a lower-case hex SHA-256");
        }
    }

    boolean allows(String scope) {
        return scopes.contains(scope) || scopes.contains(ADMIN);
    }

    boolean expired(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }
}
