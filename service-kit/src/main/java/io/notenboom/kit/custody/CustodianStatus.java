// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import io.notenboom.custody.CustodyException;
import io.notenboom.vault.TransitCustodian;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a custodian outside this process; sealed files are always at hand. A service that uses no custodian has
 * nothing to say here. Safe for many threads.
 */
@Singleton
public class CustodianStatus {

    private volatile @Nullable TransitCustodian vault;
    private volatile boolean reachedOnce;
    private volatile @Nullable String trouble = "not asked yet";

    void watch(TransitCustodian custodian) {
        vault = custodian;
    }

    /** Keeps the login alive and finds out whether the custodian can be used. */
    void look() {
        TransitCustodian custodian = vault;
        if (custodian == null) {
            return;
        }
        custodian.maintain();
        try {
            custodian.check();
            trouble = null;
            reachedOnce = true;
        } catch (CustodyException failure) {
            trouble = failure.getMessage();
        }
    }

    /** Whether there is a custodian outside this process. */
    boolean isOutside() {
        return vault != null;
    }

    /** Whether the custodian could be used when last looked at. */
    boolean isReachable() {
        return vault == null || trouble == null;
    }

    /** Whether it could be used at some time since the start. */
    boolean wasReached() {
        return vault == null || reachedOnce;
    }

    /** What the matter is; empty if nothing. */
    String trouble() {
        String known = trouble;
        return vault == null || known == null ? "" : known;
    }

    /** State of the circuit breaker; {@code closed} without one. */
    String breaker() {
        TransitCustodian custodian = vault;
        return custodian == null ? "closed" : custodian.breaker();
    }
}
