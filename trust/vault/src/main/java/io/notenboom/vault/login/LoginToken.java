// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A token with what is known of its life.
 *
 * @param since when this life began
 * @param life how long it lives from then on; zero = for ever
 * @param renewable whether its life can be made longer
 */
record LoginToken(Secret token, Instant since, Duration life, boolean renewable) {

    /** The token of a member {@code auth}. */
    static LoginToken of(JsonNode auth, Instant since) {
        String token = auth.path("client_token").asText();
        if (token.isEmpty()) {
            throw new CustodyException("the Vault let us in without a token");
        }
        return new LoginToken(
                Secret.of(token),
                since,
                Duration.ofSeconds(Math.max(0, auth.path("lease_duration").asLong())),
                auth.path("renewable").asBoolean());
    }

    boolean isAliveAt(Instant now) {
        return life.isZero() || now.isBefore(since.plus(life));
    }

    /** Two thirds of its life are over. */
    boolean isDueAt(Instant now) {
        return !life.isZero() && !now.isBefore(since.plus(life.multipliedBy(2).dividedBy(3)));
    }
}
