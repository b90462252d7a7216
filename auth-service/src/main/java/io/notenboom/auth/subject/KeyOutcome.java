// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.VerificationMethod;
import java.util.List;

/** What became of adding or removing a key. */
@CheckReturnValue
public sealed interface KeyOutcome {

    /** Done; these are the methods that were added or removed. */
    record Changed(List<VerificationMethod> methods) implements KeyOutcome {

        /** Copies the methods. */
        public Changed {
            methods = List.copyOf(methods);
        }
    }

    /** There is no subject of this name. */
    record NoSuchSubject() implements KeyOutcome {}

    /** All DIDs of the subject are deactivated. */
    record Deactivated() implements KeyOutcome {}

    /** The subject has no such key. */
    record NoSuchKey() implements KeyOutcome {}

    /** The document holds as many keys as it may; nothing is changed. */
    record TooManyKeys() implements KeyOutcome {}
}
