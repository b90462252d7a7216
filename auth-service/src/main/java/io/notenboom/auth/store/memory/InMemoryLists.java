// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.memory;

import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.auth.discovery.server.ServedStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Lists of discovery services in memory. */
public final class InMemoryLists implements ServedStore {

    private final Map<String, Served> lists = new HashMap<>();

    @Override
    public synchronized EntryPage since(String service, long timestamp, Instant now) {
        Served list = lists.get(service);
        if (list == null) {
            return EntryPage.empty();
        }
        SortedMap<Long, String> page = new TreeMap<>();
        int length = 0;
        for (Map.Entry<Long, Registration> entry :
                list.entries.tailMap(timestamp + 1).entrySet()) {
            if (!entry.getValue().expiresAt().isAfter(now)) {
                continue;
            }
            length += entry.getValue().text().length();
            if (length > PAGE_LENGTH && !page.isEmpty()) {
                return new EntryPage(list.seed, page.lastKey(), page);
            }
            page.put(entry.getKey(), entry.getValue().text());
        }
        return new EntryPage(list.seed, list.timestamp, page);
    }

    @Override
    public synchronized AddOutcome add(String service, Registration registration, int maxEntries, Instant now) {
        Served list = lists.getOrDefault(service, new Served());
        list.entries.values().removeIf(entry -> !entry.expiresAt().isAfter(now));
        Registration before = list.entries.values().stream()
                .filter(entry -> entry.signer().equals(registration.signer()))
                .findFirst()
                .orElse(null);
        if (list.used.contains(registration.id())) {
            return AddOutcome.REPLAYED;
        }
        boolean retractable = registration.retracts() == null
                || (before != null && before.retracts() == null && before.id().equals(registration.retracts()));
        if (!retractable) {
            return AddOutcome.NOTHING_TO_RETRACT;
        }
        if (before == null && list.entries.size() >= maxEntries) {
            return AddOutcome.FULL;
        }
        list.entries.values().remove(before);
        list.timestamp++;
        list.entries.put(list.timestamp, registration);
        list.used.add(registration.id());
        lists.put(service, list);
        return AddOutcome.ADDED;
    }

    private static final class Served {
        private final String seed = UUID.randomUUID().toString();
        private final TreeMap<Long, Registration> entries = new TreeMap<>();
        private final Set<String> used = new HashSet<>();
        private long timestamp;
    }
}
