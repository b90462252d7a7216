// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.stream.Signer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event claims: that this signer, which may sign it in its stream, signed it. Neither the signature nor the signer's
 * path has been checked. Only {@link EventVerifier} makes one.
 */
public final class SignatureClaim {

    private final UnverifiedEvent event;
    private final Signer signer;
    private final @Nullable Signer introduced;

    SignatureClaim(UnverifiedEvent event, Signer signer, @Nullable Signer introduced) {
        this.event = event;
        this.signer = signer;
        this.introduced = introduced;
    }

    /** The event. */
    public UnverifiedEvent event() {
        return event;
    }

    /** The certificate with which later events of the stream can be signed if the claim is true, if it brings one. */
    public Optional<Signer> introduced() {
        return Optional.ofNullable(introduced);
    }

    Signer signer() {
        return signer;
    }
}
