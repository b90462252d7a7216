// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.key.KeyId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of an own DID.
 *
 * @param fragment fragment of the verification method
 * @param keyId name of the private key at the custodian
 * @param since when it was added to the document
 * @param signsFrom from when it signs
 * @param until when it leaves the document; null while nothing succeeds it
 * @param compromised whether it was taken out because somebody else may have it
 */
public record OwnKey(
        String fragment,
        KeyId keyId,
        Instant since,
        Instant signsFrom,
        @Nullable Instant until,
        boolean compromised) {

    /** Checks that no part is missing. */
    public OwnKey {
        Objects.requireNonNull(fragment, "fragment");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(signsFrom, "signsFrom");
    }

    /** A key that signs as soon as it is in the document. */
    public OwnKey(String fragment, KeyId keyId, Instant since) {
        this(fragment, keyId, since, since, null, false);
    }

    /** Whether it was in the document at a time, and nothing it signed then is in doubt. */
    public boolean validAt(Instant time) {
        return !compromised && !time.isBefore(since) && (until == null || time.isBefore(until));
    }

    /** The same, signing from a time. */
    OwnKey signingFrom(Instant time) {
        return new OwnKey(fragment, keyId, since, time, until, compromised);
    }

    /** The same, leaving the document at a time; an earlier end stays. */
    OwnKey endingAt(Instant time) {
        boolean earlier = until != null && until.isBefore(time);
        return earlier ? this : new OwnKey(fragment, keyId, since, signsFrom, time, compromised);
    }

    /** The same, taken out of the document now. */
    OwnKey compromisedAt(Instant time) {
        return new OwnKey(fragment, keyId, since, signsFrom, time, true);
    }
}
