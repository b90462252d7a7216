// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;

/** Whether a certificate fits a profile. */
@CheckReturnValue
public sealed interface ProfileOutcome {

    /** It does. */
    record Fits() implements ProfileOutcome {}

    /**
     * It does not.
     *
     * @param rule the first rule that it fails
     */
    record Fails(ProfileRule rule) implements ProfileOutcome {}
}
