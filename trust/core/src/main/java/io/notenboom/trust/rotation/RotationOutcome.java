// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.secret.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of beginning a rotation, or of an emergency. */
@CheckReturnValue
public sealed interface RotationOutcome {

    /**
     * It is under way, or was before.
     *
     * @param rotation how it stands now
     * @param secret a new secret that is shown this once; null where there is none
     * @param remains what somebody has to do, before all of it is effective; null if nothing
     */
    record UnderWay(
            Rotation rotation,
            @Nullable Secret secret,
            @Nullable String remains) implements RotationOutcome {

        /** Without a secret, and nothing remains to be done. */
        public UnderWay(Rotation rotation) {
            this(rotation, null, null);
        }

        /** Checks that no part is missing. */
        public UnderWay {
            Objects.requireNonNull(rotation, "rotation");
        }
    }

    /** There is nothing of this id. */
    record NotFound() implements RotationOutcome {}

    /** Nothing was changed; the text says why, and what to do. */
    record Refused(String detail) implements RotationOutcome {}

    /** Nothing was changed, and it can be tried again later; the text says what is missing. */
    record Unavailable(String detail) implements RotationOutcome {}
}
