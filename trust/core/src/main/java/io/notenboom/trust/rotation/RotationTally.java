// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found and changed when everything of a kind was gone through. Not safe for several threads. */
public final class RotationTally {

    private final Map<RotationState, Integer> states = new EnumMap<>(RotationState.class);
    private int changed;
    private int overdue;
    private @Nullable Instant oldestActive;

    /** Something was changed. */
    public void changed(int times) {
        changed += times;
    }

    /** A successor should have been begun. */
    public void overdue() {
        overdue++;
    }

    /** There is a key in a state. */
    public void found(RotationState state, Instant signsFrom) {
        states.merge(state, 1, Integer::sum);
        if (state == RotationState.ACTIVE) {
            oldestActive = earlier(oldestActive, signsFrom);
        }
    }

    /** What another one found and changed comes to this one. */
    public void add(RotationTally other) {
        other.states.forEach((state, times) -> states.merge(state, times, Integer::sum));
        changed += other.changed;
        overdue += other.overdue;
        oldestActive = earlier(oldestActive, other.oldestActive);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
    }

    /** The same findings with another number of changes. */
    public RotationTally withChanges(int times) {
        RotationTally same = new RotationTally();
        same.add(this);
        same.changed = times;
        return same;
    }

    /** How many changes there were. */
    public int changes() {
        return changed;
    }

    /** How many successors should have been begun and were not. */
    public int overdueCount() {
        return overdue;
    }

    /** How many keys are in a state. */
    public int count(RotationState state) {
        return states.getOrDefault(state, 0);
    }

    /** Since when the active key that signs longest does. */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldestActive);
    }
}
