// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.file;

import io.notenboom.kit.access.Identity;
import java.time.Instant;

/**
 * An API token as the operator's file keeps it: by its hash.
 *
 * @param sha256 lower-case hex SHA-256 of the token
 * @param identity what it stands for
 */
record ApiToken(String sha256, Identity identity) {

    ApiToken {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "the hash of API token " + identity.id() + " is not a lower-case hex SHA-256");
        }
    }

    String id() {
        return identity.id();
    }

    boolean expired(Instant now) {
        return identity.ended(now);
    }
}
