// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.revocation;

import io.notenboom.auth.subject.KeyOutcome;
import io.notenboom.auth.subject.KeyRotation;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.DidUrl;

/** Takes keys out that somebody else may have, and ends what was got with them. */
public final class CompromisedKeys {

    private final KeyRotation rotation;
    private final Revocations revocations;

    /** Takes keys out of these documents. */
    public CompromisedKeys(KeyRotation rotation, Revocations revocations) {
        this.rotation = rotation;
        this.revocations = revocations;
    }

    /**
     * Takes a key out, and ends the tokens that its DID got here. May be repeated, also after it failed halfway.
     *
     * @throws io.notenboom.custody.NoKeyAvailableException if a key has to take its place and the custodian has none
     */
    public KeyOutcome remove(SubjectId id, DidUrl method) {
        KeyOutcome outcome = rotation.remove(id, method);
        if (outcome instanceof KeyOutcome.Changed) {
            int unused = revocations.revokeHolder(method.did());
        }
        return outcome;
    }
}
