// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.security;

import io.notenboom.trust.jose.SignatureAlgorithm;
import java.util.List;
import java.util.Set;

/**
 * Signature algorithms that this node accepts.
 *
 * @param presentations on presentations and credentials
 */
public record AcceptedAlgorithms(Set<SignatureAlgorithm> presentations) {

    /** Copies the set. */
    public AcceptedAlgorithms {
        presentations = Set.copyOf(presentations);
    }

    /** Their JOSE names, sorted. */
    public List<String> names() {
        return presentations.stream().sorted().map(SignatureAlgorithm::joseName).toList();
    }
}
