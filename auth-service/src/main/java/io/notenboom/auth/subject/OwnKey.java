// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.key.KeyId;
import java.time.Instant;
import java.util.Objects;

/**
 * A key of an own DID.
 *
 * @param fragment fragment of the verification method
 * @param keyId name of the private key at the custodian
 * @param since when it was added to the document
 */
public record OwnKey(String fragment, KeyId keyId, Instant since) {

    /** Checks that no part is missing. */
    public OwnKey {
        Objects.requireNonNull(fragment, "fragment");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(since, "since");
    }
}
