// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.did.Did;
import java.util.Optional;

/**
 * A credential whose form, type rules, validity, issuer, signature and status were checked; only {@link
 * CredentialVerifier} makes one. It was good at the time it was checked for; keep it no longer than that needs.
 */
public final class VerifiedCredential implements Credential {

    private final UnverifiedCredential credential;
    private final Did subject;

    VerifiedCredential(UnverifiedCredential credential, Did subject) {
        this.credential = credential;
        this.subject = subject;
    }

    /** Whom it is about. */
    public Did subject() {
        return subject;
    }

    /** Who says it; equal to {@link #subject()} for a self-attested one. */
    public Did issuer() {
        return credential.content().issuer();
    }

    /** Whether the holder says it of itself, without a signature of its own. */
    public boolean selfAttested() {
        return credential instanceof UnverifiedCredential.SelfAttested;
    }

    @Override
    public CredentialContent content() {
        return credential.content();
    }

    @Override
    public CredentialFormat format() {
        return credential.format();
    }

    @Override
    public JsonNode original() {
        return credential.original();
    }

    @Override
    public JsonNode view() {
        return credential.view();
    }

    @Override
    public Optional<String> algorithm() {
        return credential.algorithm();
    }

    @Override
    public Optional<String> proofType() {
        return credential.proofType();
    }
}
