// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was read of an enforcement point's call in its dialect. */
@CheckReturnValue
public sealed interface Reading {

    /**
     * The original request.
     *
     * @param suppliedClaims the claims that the enforcement point vouches for, where it is registered to
     * @param clientCertificate {@code x5t#S256} of the client's certificate, where the enforcement point is registered to name it
     */
    record Asked(
            RawRequest request,
            @Nullable JsonNode suppliedClaims,
            @Nullable String clientCertificate) implements Reading {

        /** The claims that the enforcement point vouches for. */
        public Optional<JsonNode> claims() {
            return Optional.ofNullable(suppliedClaims);
        }
    }

    /** A request that cannot stand for exactly one canonical request; what can be told of it for the log. */
    record Refused(RawRequest request, Refusal reason) implements Reading {}

    /** The call does not name the original request, or what belongs to it, exactly once. */
    record Ambiguous() implements Reading {}

    /** Not the form of the registered dialect at all. */
    record OtherDialect() implements Reading {}
}
