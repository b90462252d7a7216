// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong at a {@link VaultStandIn}. */
public final class VaultFaults {

    private volatile boolean sealed;
    private volatile boolean signaturesForged;
    private volatile int status;
    private volatile Duration delay = Duration.ZERO;
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    VaultFaults() {}

    /** Answers 503 to everything but its state. */
    public void seal() {
        sealed = true;
    }

    /** Ends {@link #seal}. */
    public void unseal() {
        sealed = false;
    }

    /** Signs something else than what was asked from now on. */
    public void forgeSignatures() {
        signaturesForged = true;
    }

    /** Answers the next calls with a status. */
    public void failNext(int calls, int with) {
        status = with;
        failing.set(calls);
    }

    /** Does the next calls that write, and closes the connection instead of answering. */
    public void loseAnswers(int calls) {
        lost.set(calls);
    }

    /** Answers late. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Ends all of it. */
    public void heal() {
        unseal();
        signaturesForged = false;
        failing.set(0);
        lost.set(0);
        delay = Duration.ZERO;
    }

    boolean isSealed() {
        return sealed;
    }

    boolean areSignaturesForged() {
        return signaturesForged;
    }

    Duration delay() {
        return delay;
    }

    /** The status to answer this call with; 0 = as usual. */
    int takeFailure() {
        return take(failing) ? status : 0;
    }

    boolean takeLoss() {
        return take(lost);
    }

    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
}
