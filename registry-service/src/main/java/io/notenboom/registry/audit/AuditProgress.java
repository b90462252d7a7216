// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

/** Is told how far a verification is. */
@FunctionalInterface
public interface AuditProgress {

    /**
     * So many entries have been verified.
     *
     * @param done entries verified
     * @param all entries in the checkpoint
     */
    void verified(long done, long all);
}
