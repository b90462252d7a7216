// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import io.notenboom.trust.did.Did;
import java.util.List;
import java.util.Optional;

/**
 * Where the record of issued credentials is kept. Durable when a method returns; entries never expire. Safe for many threads
 * and processes; throws a RuntimeException when the store cannot be reached.
 */
public interface IssuedStore {

    /** Adds a record. */
    void add(IssuedCredential credential);

    /** The credential with this id that this DID issued. */
    Optional<IssuedCredential> find(Did issuer, String id);

    /** All credentials that this DID issued, in no particular order. */
    List<IssuedCredential> issuedBy(Did issuer);
}
