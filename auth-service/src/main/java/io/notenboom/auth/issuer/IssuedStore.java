// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the record of issued credentials is kept, and which key signed those that count. Durable when a method returns; entries
 * never expire. Safe for many threads and processes; throws a RuntimeException when the store cannot be reached.
 */
@CheckReturnValue
public interface IssuedStore {

    /**
     * Adds a record, in one step with that of its key.
     *
     * @param method the key that signed it
     */
    void add(IssuedCredential credential, DidUrl method);

    /**
     * Adds a record unless there is one with this id; of two callers one gets true.
     *
     * @param method the key that signed it
     */
    boolean addNew(IssuedCredential credential, DidUrl method);

    /** The credential with this id that this DID issued. */
    Optional<IssuedCredential> find(Did issuer, String id);

    /** All credentials that this DID issued, in no particular order. */
    List<IssuedCredential> issuedBy(Did issuer);

    /** How many credentials a key signed that neither ended before a time nor were taken off with {@link #ended}. */
    SignedCredentials signedBy(DidUrl method, Instant now);

    /** Ids of such credentials, those that end first first. */
    List<String> idsSignedBy(DidUrl method, int limit);

    /** A credential does not count any more; its record stays. */
    void ended(DidUrl method, String id);
}
