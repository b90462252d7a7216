// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.guard;

import java.util.Optional;

/**
 * The highest checkpoint of a customer that was ever made or restored, kept elsewhere than the backups: whoever can delete or
 * exchange those cannot make an old one look like the newest. Durable when a method returns.
 */
public interface RollbackGuard {

    /**
     * A checkpoint.
     *
     * @param number its number
     * @param sha256 hash of its signed text, hex
     */
    record Highest(long number, String sha256) {}

    /** The highest one; empty when none is known, be it that there was none or that the guard lost it. */
    Optional<Highest> highest();

    /** Notes a checkpoint; one with a lower number changes nothing. */
    void raise(Highest checkpoint);
}
