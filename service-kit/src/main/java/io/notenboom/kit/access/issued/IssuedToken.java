// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.kit.access.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An API token as it is kept: never the token itself.
 *
 * @param id its name in logs and in the API, fixed for its whole life
 * @param name what its owner calls it
 * @param scopes what it may do
 * @param subjects for which subjects only; empty for all
 * @param created when it was made
 * @param createdBy id of whoever made it
 * @param days how long each of its secrets is good, in days
 * @param secrets the present secret, and behind it the one before while both are good
 */
public record IssuedToken(
        String id,
        String name,
        Set<String> scopes,
        Optional<Set<String>> subjects,
        Instant created,
        String createdBy,
        int days,
        List<KeptSecret> secrets) {

    /**
     * One secret of a token.
     *
     * @param sha256 lower-case hex SHA-256 of it
     * @param ends from when on it is refused
     */
    public record KeptSecret(String sha256, Instant ends) {}

    /** @throws IllegalArgumentException without any secret */
    public IssuedToken {
        scopes = Set.copyOf(scopes);
        subjects = subjects.map(Set::copyOf);
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("an API token has a secret");
        }
    }

    /** When the present secret ends, and with it the token unless it is rotated. */
    public Instant ends() {
        return secrets.getFirst().ends();
    }

    /** What somebody with this secret stands for. */
    Identity identity(KeptSecret secret) {
        return new Identity(id, scopes, subjects, Optional.of(secret.ends()));
    }

    /** The token with a new secret; the present one is good until {@code overlap} from now at most, an older one is gone. */
    IssuedToken rotated(KeptSecret fresh, int freshDays, Instant now, Duration overlap) {
        KeptSecret present = secrets.getFirst();
        Instant last = now.plus(overlap);
        KeptSecret former = present.ends().isBefore(last) ? present : new KeptSecret(present.sha256(), last);
        return new IssuedToken(
                id,
                name,
                scopes,
                subjects,
                created,
                createdBy,
                freshDays,
                former.ends().isAfter(now) ? List.of(fresh, former) : List.of(fresh));
    }
}
