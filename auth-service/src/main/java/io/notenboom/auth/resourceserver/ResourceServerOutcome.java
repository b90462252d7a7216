// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.secret.Secret;
import org.jspecify.annotations.Nullable;

/** What came of registering or changing a resource server. */
@CheckReturnValue
public sealed interface ResourceServerOutcome {

    /**
     * It was done.
     *
     * @param server as it is now
     * @param secret its new secret, told once; null if it got none
     */
    record Done(ResourceServer server, @Nullable Secret secret) implements ResourceServerOutcome {}

    /** There is one of this id already. */
    record Exists() implements ResourceServerOutcome {}

    /** There is none of this id. */
    record NotFound() implements ResourceServerOutcome {}

    /** The subject has as many as it may have. */
    record Full(int most) implements ResourceServerOutcome {}

    /** It authenticates in another way, which cannot be changed. */
    record OtherMethod(AuthenticationMethod method) implements ResourceServerOutcome {}
}
