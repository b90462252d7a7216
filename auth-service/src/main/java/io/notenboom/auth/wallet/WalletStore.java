// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.SubjectId;
import java.util.List;

/**
 * Where credentials of subjects are kept. Durable when a method returns; entries never expire. Safe for many threads and
 * processes; throws a RuntimeException when the store cannot be reached.
 */
public interface WalletStore {

    /** Keeps a credential; one with the same id is replaced. */
    void put(SubjectId subject, HeldCredential credential);

    /** All credentials of a subject, in no particular order. */
    List<HeldCredential> list(SubjectId subject);

    /**
     * Removes a credential.
     *
     * @return whether it was there
     */
    @CheckReturnValue
    boolean remove(SubjectId subject, String credentialId);
}
