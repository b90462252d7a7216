// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.form.FormParameters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request at the token endpoint.
 *
 * @param subject subject in the path, as it came
 * @param form parameters
 * @param proof DPoP header, null if there is none
 * @param certificateThumbprint {@code x5t#S256} of the client certificate that the token is to be bound to; null if it is not
 */
public record TokenRequest(
        String subject,
        FormParameters form,
        @Nullable String proof,
        @Nullable String certificateThumbprint) {

    /** A request for a token that is bound to no certificate. */
    public TokenRequest(String subject, FormParameters form, @Nullable String proof) {
        this(subject, form, proof, null);
    }

    /** Checks that no part is missing. */
    public TokenRequest {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(form, "form");
    }
}
