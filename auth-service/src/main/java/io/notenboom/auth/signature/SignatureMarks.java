// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.signature;

import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.util.Map;

/**
 * For each key and kind of signature one time: when the last signature ends. Durable when a method returns. Safe for many
 * threads and processes; throws a RuntimeException when the store cannot be reached.
 */
public interface SignatureMarks {

    /** Moves a mark forward; an earlier time changes nothing. Whole seconds, rounded up. */
    void raise(DidUrl method, SignatureKind kind, Instant until);

    /** The marks of a key, by wire name; those in the past may be among them. */
    Map<String, Instant> of(DidUrl method);

    /** Forgets the marks of a key that left its document. */
    void forget(DidUrl method);
}
