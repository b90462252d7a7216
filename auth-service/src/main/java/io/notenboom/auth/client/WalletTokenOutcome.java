// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of asking for a token. */
@CheckReturnValue
public sealed interface WalletTokenOutcome {

    /**
     * A token was got.
     *
     * @param token the answer of the token endpoint
     * @param expiresAt until when it is valid
     * @param proofKeyId id of the verification method whose key makes the proofs for it; null for a bearer token
     */
    record Got(
            GrantedToken token, Instant expiresAt, @Nullable String proofKeyId) implements WalletTokenOutcome {

        /** Checks that no part is missing. */
        public Got {
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /** The request is wrong; the text says what to change. */
    record WrongRequest(String detail) implements WalletTokenOutcome {}

    /**
     * The wallet cannot give what is asked for.
     *
     * @param detail what is missing
     * @param descriptors ids of the input descriptors that no credential fits
     */
    record NotAvailable(String detail, List<String> descriptors) implements WalletTokenOutcome {

        /** Copies the list. */
        public NotAvailable {
            Objects.requireNonNull(detail, "detail");
            descriptors = List.copyOf(descriptors);
        }
    }

    /** The other side did not do what was asked. */
    record RemoteFailed(RemoteServerException.Reason reason, String detail) implements WalletTokenOutcome {}
}
