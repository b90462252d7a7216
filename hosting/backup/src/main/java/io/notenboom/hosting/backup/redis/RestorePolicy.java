// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of Redis comes back, by its kind: the two words after the customer in a key. What was given for a time, or can be fetched
 * anew, does not; nor does what gives access, because it may have been withdrawn after the backup, unless that is asked for.
 */
public final class RestorePolicy {

    /** Fetched or told anew; a list that is served gets another seed, so that no reader takes its earlier state for its later. */
    private static final List<String> MADE_ANEW = List.of("auth:discovery-", "bus:", "registry:announced", "backup:");

    /** Give access: flows, transfers and enforcement points, API tokens. */
    private static final List<String> GRANTS = List.of("pdp:", "access:");

    /** Discovery: what the customer decided, not what was copied. */
    private static final Set<String> DECIDED = Set.of("auth:discovery-activations");

    /** Only ever grow: what Redis still has of them stays. */
    private static final String GROWING = "auth:status-";

    private final boolean keepGrants;

    /** @param keepGrants whether what gives access comes back as it was */
    public RestorePolicy(boolean keepGrants) {
        this.keepGrants = keepGrants;
    }

    /** Why a record does not come back; empty if it does. */
    public Optional<String> leftOut(RedisRecord record) {
        String kind = afterCustomer(record.key());
        if (DECIDED.contains(kind)) {
            return Optional.empty();
        }
        if (record.expiresAt() != null) {
            return Optional.of("short-lived");
        }
        if (MADE_ANEW.stream().anyMatch(kind::startsWith)) {
            return Optional.of("made anew");
        }
        if (!keepGrants && GRANTS.stream().anyMatch(kind::startsWith)) {
            return Optional.of("gives access");
        }
        return Optional.empty();
    }

    /** Whether what Redis has under a key stays when other records are replaced. */
    static boolean stays(String key) {
        return afterCustomer(key).startsWith(GROWING);
    }

    /** Kind of a key: {@code auth:subject}. */
    public static String kind(String key) {
        String[] words = afterCustomer(key).split(":", -1);
        return words.length < 2 ? words[0] : words[0] + ":" + words[1];
    }

    private static String afterCustomer(String key) {
        return key.substring(key.indexOf(':') + 1);
    }
}
