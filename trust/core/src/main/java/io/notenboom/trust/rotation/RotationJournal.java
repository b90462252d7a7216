// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

/** Keeps a record of what a rotation does by itself. A step whose record cannot be written is not taken. */
@FunctionalInterface
public interface RotationJournal {

    /**
     * Records that a step is about to be taken; durable when it returns.
     *
     * @param what the step, as {@code rotation.retire}
     * @param object id of what it is done to; never a secret
     */
    void begins(String what, String object);
}
