// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.secret.Secret;

/** What became of a request to the Foundation. */
@CheckReturnValue
public sealed interface RequestOutcome {

    /** It is stored; the token is told once. */
    record Received(EnrolmentRequest request, Secret token) implements RequestOutcome {}

    /** It is not one that can be reviewed; the problem is for the one who asked. */
    record Unacceptable(String problem) implements RequestOutcome {}

    /** Too many requests wait already. */
    record Full() implements RequestOutcome {}
}
