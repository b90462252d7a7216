// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

/** Is told how long appends took. */
@FunctionalInterface
public interface AppendTimes {

    /** Tells nobody. */
    AppendTimes IGNORED = (entries, nanoseconds) -> {};

    /**
     * An append became durable.
     *
     * @param entries how many
     * @param nanoseconds from the call to its end
     */
    void appended(int entries, long nanoseconds);
}
