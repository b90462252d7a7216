// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.limit.Allowance;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many tokens a client may ask for, by the DIDs that signed: nobody uses up the share of another. */
@CheckReturnValue
public final class ClientRates {

    private final Allowance allowance;

    /** @param allowance what each client has */
    public ClientRates(Allowance allowance) {
        this.allowance = allowance;
    }

    /** Counts a request of these parties, whose signatures were verified, or tells how long they have to wait. */
    public Optional<Duration> take(Collection<Did> parties) {
        return allowance.take(parties.stream().map(Did::value).sorted().collect(Collectors.joining(" ")));
    }
}
