// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.notenboom.trust.key.KeyPurpose;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps keys ready that nobody uses yet, so that a node that may only sign never waits for one: the host creates keys, the
 * services take them into use. Safe for many threads; two processes that fill one pool may create more keys than are wanted.
 */
public final class KeyPool {

    private static final Map<KeyPurpose, Integer> UNCLAIMED = Map.of(
            KeyPurpose.FOUNDATION_CA, 1,
            KeyPurpose.NODE_CA, 4,
            KeyPurpose.NODE_IDENTITY, 4,
            KeyPurpose.VENDOR_CA, 4,
            KeyPurpose.CONTRACT, 16,
            KeyPurpose.DID, 16,
            KeyPurpose.AUDIT, 4,
            KeyPurpose.LOG, 2,
            KeyPurpose.BACKUP, 1);

    private final KeyCustodianAdmin admin;
    private final Set<KeyPurpose> purposes;

    /** @param purposes for which keys are kept ready */
    public KeyPool(KeyCustodianAdmin admin, Set<KeyPurpose> purposes) {
        this.admin = admin;
        this.purposes = Set.copyOf(purposes);
    }

    /**
     * Creates what lacks.
     *
     * @return how many keys were created
     * @throws CustodyException if the custodian cannot do it; what was created stays
     */
    @CanIgnoreReturnValue
    public synchronized int fill() {
        int added = 0;
        Map<KeyPurpose, Long> unclaimed = admin.list().stream()
                .filter(key -> !key.claimed())
                .collect(Collectors.groupingBy(KeyDescription::purpose, Collectors.counting()));
        for (KeyPurpose purpose : purposes) {
            long lacking = UNCLAIMED.getOrDefault(purpose, 0) - unclaimed.getOrDefault(purpose, 0L);
            for (long created = 0; created < lacking; created++) {
                var unused = admin.create(purpose);
                added++;
            }
        }
        return added;
    }
}
