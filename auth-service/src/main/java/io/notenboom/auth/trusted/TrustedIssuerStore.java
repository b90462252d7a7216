// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.trusted;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where lists of trusted issuers are kept. A list without issuers is a list all the same: nobody is trusted. Durable when a
 * method returns; nothing expires. Safe for many threads and processes; throws a RuntimeException when the store cannot be
 * reached.
 */
public interface TrustedIssuerStore {

    /** Adds an issuer; one that is there stays. Begins the list if there is none. */
    void add(IssuerList list, Did issuer);

    /** Removes an issuer, if it is there; with the last one the list ends. Of adds at the same time none is lost. */
    void remove(IssuerList list, Did issuer);

    /** Makes a list what is given, of one moment to the next. */
    void replace(IssuerList list, Set<Did> issuers);

    /** Ends a list, if there is one. */
    void drop(IssuerList list);

    /** Issuers of a list; nothing if there is no such list. */
    @CheckReturnValue
    Optional<Set<Did>> find(IssuerList list);

    /**
     * Issuers of the list that holds for a subject: its own, else the node's.
     *
     * @param subject null for what holds for the node
     */
    @CheckReturnValue
    default Optional<Set<Did>> inForce(@Nullable SubjectId subject, String credentialType) {
        return find(new IssuerList(subject, credentialType)).or(() -> find(IssuerList.ofNode(credentialType)));
    }

    /** Types of credential that the node, or a subject of its own, has a list for. */
    @CheckReturnValue
    Set<String> types(@Nullable SubjectId subject);
}
