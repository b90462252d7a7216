// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.trusted;

import io.notenboom.auth.subject.SubjectId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a list of trusted issuers.
 *
 * @param subject the subject whose own list it is; null for that of the node
 * @param credentialType for which type of credential
 */
public record IssuerList(@Nullable SubjectId subject, String credentialType) {

    /** Checks that there is a type. */
    public IssuerList {
        Objects.requireNonNull(credentialType, "credentialType");
    }

    /** The list of the node. */
    public static IssuerList ofNode(String credentialType) {
        return new IssuerList(null, credentialType);
    }
}
