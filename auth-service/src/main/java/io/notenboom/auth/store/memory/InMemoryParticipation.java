// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.memory;

import io.notenboom.auth.discovery.client.Activation;
import io.notenboom.auth.discovery.client.ActivationStore;
import io.notenboom.auth.discovery.client.Copied;
import io.notenboom.auth.discovery.client.CopyStore;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What taking part in discovery services needs, in memory. */
public final class InMemoryParticipation {

    private InMemoryParticipation() {}

    /** Activations. */
    public static final class Activations implements ActivationStore {

        private final Map<String, Activation> activations = new ConcurrentHashMap<>();

        @Override
        public void put(Activation activation) {
            activations.put(activation.subject() + " " + activation.service(), activation);
        }

        @Override
        public Optional<Activation> find(String service, SubjectId subject) {
            return Optional.ofNullable(activations.get(subject + " " + service));
        }

        @Override
        public void remove(String service, SubjectId subject) {
            activations.remove(subject + " " + service);
        }

        @Override
        public List<Activation> list() {
            return List.copyOf(activations.values());
        }
    }

    /** Copies of lists. */
    public static final class Copies implements CopyStore {

        private final Map<String, Cursor> cursors = new HashMap<>();
        private final Map<String, TreeMap<Long, Copied>> entries = new HashMap<>();

        @Override
        public synchronized Cursor cursor(String service) {
            return cursors.getOrDefault(service, Cursor.START);
        }

        @Override
        public synchronized List<Copied> entries(String service) {
            return List.copyOf(entries.getOrDefault(service, new TreeMap<>()).values());
        }

        @Override
        public synchronized void reset(String service, Cursor cursor) {
            entries.remove(service);
            cursors.put(service, cursor);
        }

        @Override
        public synchronized void save(String service, Cursor cursor, List<Copied> put, List<Copied> removed) {
            TreeMap<Long, Copied> copy = entries.computeIfAbsent(service, name -> new TreeMap<>());
            removed.forEach(entry -> copy.remove(entry.timestamp()));
            put.forEach(entry -> copy.put(entry.timestamp(), entry));
            cursors.put(service, cursor);
        }
    }

    /** Values that may be used once until they are forgotten. */
    public static final class Leases implements UsedOnce {

        private final Map<String, Instant> ends = new HashMap<>();
        private final InstantSource clock;

        /** @param clock the time */
        public Leases(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public synchronized boolean firstUse(String kind, String value, Duration remember) {
            Instant now = clock.instant();
            Instant end = ends.getOrDefault(kind + " " + value, Instant.MIN);
            if (end.isAfter(now)) {
                return false;
            }
            ends.put(kind + " " + value, now.plus(remember));
            return true;
        }
    }
}
