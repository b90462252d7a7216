// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyCustodianAdmin;
import io.notenboom.custody.KeyDescription;
import io.notenboom.trust.key.KeyPurpose;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps keys ready that nobody uses yet, so that a node that may only sign never waits for one. The launcher is the host: it
 * creates keys, the services take them into use.
 */
final class KeyPool {

    private static final Map<KeyPurpose, Integer> UNCLAIMED = Map.of(
            KeyPurpose.FOUNDATION_CA, 1,
            KeyPurpose.NODE_CA, 4,
            KeyPurpose.NODE_IDENTITY, 4,
            KeyPurpose.VENDOR_CA, 4,
            KeyPurpose.CONTRACT, 16,
            KeyPurpose.DID, 16,
            KeyPurpose.AUDIT, 4,
            KeyPurpose.LOG, 2);

    private final KeyCustodian custodian;
    private final KeyCustodianAdmin admin;
    private final Set<KeyPurpose> purposes;

    KeyPool(KeyCustodian custodian, KeyCustodianAdmin admin, Set<KeyPurpose> purposes) {
        this.custodian = custodian;
        this.admin = admin;
        this.purposes = Set.copyOf(purposes);
    }

    /** Creates what lacks. */
    synchronized void fill() {
        Map<KeyPurpose, Long> unclaimed = custodian.list().stream()
                .filter(key -> !key.claimed())
                .collect(Collectors.groupingBy(KeyDescription::purpose, Collectors.counting()));
        for (KeyPurpose purpose : purposes) {
            long lacking = UNCLAIMED.getOrDefault(purpose, 0) - unclaimed.getOrDefault(purpose, 0L);
            for (long created = 0; created < lacking; created++) {
                var unused = admin.create(purpose);
            }
        }
    }
}
