// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.stream.Signer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event whose signature was made, at its date of issue, by a certificate that may sign it in its stream. Only
 * {@link EventVerifier} makes one.
 */
public final class VerifiedEvent {

    private final UnverifiedEvent event;
    private final Signer signer;
    private final @Nullable Signer introduced;

    VerifiedEvent(UnverifiedEvent event, Signer signer, @Nullable Signer introduced) {
        this.event = event;
        this.signer = signer;
        this.introduced = introduced;
    }

    /** Its id. */
    public EventId id() {
        return event.id();
    }

    /** Id of its stream. */
    public EventId stream() {
        return event.stream();
    }

    /** Its header. */
    public EventHeader header() {
        return event.header();
    }

    /** Its payload. */
    public RegistryEvent payload() {
        return event.payload();
    }

    /** The form in which it is stored. */
    public UnverifiedEvent stored() {
        return event;
    }

    /** The certificate that signed it, with its chain. */
    public Signer signer() {
        return signer;
    }

    /** The certificate with which later events of the stream can be signed, if it brings one. */
    public Optional<Signer> introduced() {
        return Optional.ofNullable(introduced);
    }

    /** What the rules judge. */
    public Candidate candidate() {
        return new Candidate(
                event.payload(), event.header().issuedAt(), event.header().signerThumbprint());
    }
}
