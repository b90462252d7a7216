// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.access;

import io.notenboom.kit.access.TokenScheme;
import io.notenboom.kit.access.issued.BootstrapOffer;
import io.notenboom.kit.access.issued.IssuedTokenStore;
import io.notenboom.kit.listener.NodeReady;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Offers a bootstrap token when this service serves and nobody could get in. */
@Singleton
final class BootstrapAtStart {

    void offer(
            @Observes NodeReady ready,
            @Any Instance<TokenScheme> schemes,
            IssuedTokenStore store,
            InstantSource clock) {
        new BootstrapOffer(store, clock, System.out).offer(schemes.stream().anyMatch(TokenScheme::givesAccess));
    }
}
