// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.exchange.PresentedCredentials;
import io.notenboom.trust.jose.Jwk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A presentation whose signature, holder, audience, validity and credentials were checked; only {@link
 * PresentationVerifier} makes one. Whether it was used before is not known: the caller keeps a replay store, with the
 * holder and the nonce as key, until {@link #expiresAt()} plus twice the clock skew.
 */
public final class VerifiedPresentation {

    private final UnverifiedPresentation presentation;
    private final Did holder;
    private final DidUrl signingMethod;
    private final Jwk signingKey;
    private final Instant expiresAt;
    private final List<VerifiedCredential> credentials;

    VerifiedPresentation(
            UnverifiedPresentation presentation,
            DidUrl signingMethod,
            Jwk signingKey,
            Instant expiresAt,
            List<VerifiedCredential> credentials) {
        this.presentation = presentation;
        this.holder = signingMethod.did();
        this.signingMethod = signingMethod;
        this.signingKey = signingKey;
        this.expiresAt = expiresAt;
        this.credentials = List.copyOf(credentials);
    }

    /** Who signed it, and whom all its credentials are about. */
    public Did holder() {
        return holder;
    }

    /** Id of the key that signed it. */
    public DidUrl signingMethod() {
        return signingMethod;
    }

    /** The key that signed it. */
    public Jwk signingKey() {
        return signingKey;
    }

    /** Its credentials, in order. */
    public List<VerifiedCredential> credentials() {
        return credentials;
    }

    /** The nonce, for the replay store; always there if the expectation required it. */
    public Optional<String> nonce() {
        return Optional.ofNullable(nullableNonce());
    }

    /** Its id. */
    public Optional<String> id() {
        return Optional.ofNullable(presentation.content().id());
    }

    /** Until when it is valid. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The presentation as received, the compact JWT or the JSON; may hold personal data, never log it. */
    public String original() {
        return presentation.text();
    }

    /** Its credentials with the shape in which they came, to check a submission. */
    public PresentedCredentials.Presented presented() {
        return new PresentedCredentials.Presented(presentation.content().credentialsInArray(), credentials);
    }

    private @Nullable String nullableNonce() {
        return presentation.content().nonce();
    }
}
