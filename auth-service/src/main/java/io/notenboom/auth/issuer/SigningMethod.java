// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DidUrl;
import java.util.Optional;

/** With which key a credential says that it was signed. */
public final class SigningMethod {

    private SigningMethod() {}

    /** The verification method that a credential names; empty if it names none. */
    public static Optional<DidUrl> of(UnverifiedCredential credential) {
        return switch (credential) {
            case UnverifiedCredential.Jwt jwt -> jwt.jws().headerText("kid").flatMap(DidUrl::tryParse);
            case UnverifiedCredential.LinkedData json ->
                DidUrl.tryParse(
                        json.view().path("proof").path("verificationMethod").asText(""));
            case UnverifiedCredential.SelfAttested _ -> Optional.empty();
        };
    }

    /** The same of an own credential, of which it is known that it names one. */
    public static DidUrl of(IssuedCredential credential) {
        return of(credential.credential())
                .orElseThrow(() -> new IllegalStateException("an issued credential does not name its key"));
    }
}
