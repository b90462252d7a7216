// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

/**
 * One process writes with a data folder at one time. Each start takes the next fencing number; whoever holds an older one
 * may write no more. Safe for many threads.
 */
public interface WriterFence {

    /** The number that this process took. */
    long number();

    /** Whether that is still the newest one. False also when it cannot be found out. */
    boolean holds();
}
