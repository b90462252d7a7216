// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import io.notenboom.kit.redis.RedisKeys;
import java.util.List;

/**
 * The keys of one list. Entries are named by their timestamp.
 *
 * @param meta hash: seed and timestamp; without expiry, for the timestamp must not go back
 * @param entries hash: timestamp to entry
 * @param order sorted set: timestamp, scored by itself
 * @param ends sorted set: timestamp, scored by the end of validity
 * @param signers hash: DID to timestamp
 * @param used sorted set: signer and id of everything that was ever added and has not expired
 */
record ListKeys(String meta, String entries, String order, String ends, String signers, String used) {

    static ListKeys of(RedisKeys keys, String service) {
        return new ListKeys(
                keys.hashedKey("discovery-list", service),
                keys.hashedKey("discovery-entries", service),
                keys.hashedKey("discovery-order", service),
                keys.hashedKey("discovery-ends", service),
                keys.hashedKey("discovery-signers", service),
                keys.hashedKey("discovery-used", service));
    }

    /** Those that end with their last entry. */
    List<String> ending() {
        return List.of(entries, order, ends, signers, used);
    }
}
