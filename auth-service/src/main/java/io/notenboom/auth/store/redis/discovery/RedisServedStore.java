// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.auth.discovery.server.ServedStore;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import io.quarkus.redis.datasource.sortedset.ScoreRange;
import io.quarkus.redis.datasource.sortedset.SortedSetCommands;
import io.quarkus.redis.datasource.sortedset.ZRangeArgs;
import io.quarkus.redis.datasource.transactions.TransactionalRedisDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists in Redis. Every change of a list changes its meta hash, which is watched: of two changes at the same time one begins
 * again, so timestamps have no gaps and no doubles.
 */
public final class RedisServedStore implements ServedStore {

    private static final String SEED = "seed";
    private static final String TIMESTAMP = "timestamp";
    private static final int BATCH = 100;
    private static final int USED_FOR_EACH_ENTRY = 10;
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final RedisDataSource redis;
    private final RedisKeys keys;

    /** @param keys names of the keys of this customer and service */
    public RedisServedStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public EntryPage since(String service, long timestamp, Instant now) {
        ListKeys list = ListKeys.of(keys, service);
        Map<String, String> meta = redis.hash(String.class).hgetall(list.meta());
        if (meta.isEmpty()) {
            return EntryPage.empty();
        }
        SortedSetCommands<String, String> sets = redis.sortedSet(String.class);
        ScoreRange<Double> expired = new ScoreRange<>(0.0, (double) now.getEpochSecond());
        Set<String> ended = new HashSet<>(sets.zrangebyscore(list.ends(), expired));
        SortedMap<Long, String> page = new TreeMap<>();
        int length = 0;
        long after = timestamp;
        while (true) {
            ScoreRange<Double> later = new ScoreRange<>((double) after, false, Double.POSITIVE_INFINITY, true);
            List<String> names = sets.zrangebyscore(list.order(), later, new ZRangeArgs().limit(0, BATCH));
            if (names.isEmpty()) {
                return new EntryPage(seed(meta), timestamp(meta), page);
            }
            for (Map.Entry<Long, StoredEntry> entry :
                    entries(redis, list, names).entrySet()) {
                after = entry.getKey();
                if (ended.contains(Long.toString(after))) {
                    continue;
                }
                length += entry.getValue().text().length();
                if (length > PAGE_LENGTH && !page.isEmpty()) {
                    return new EntryPage(seed(meta), page.lastKey(), page);
                }
                page.put(after, entry.getValue().text());
            }
            after = Math.max(after, Long.parseLong(names.getLast()));
        }
    }

    @Override
    public AddOutcome add(String service, Registration registration, int maxEntries, Instant now) {
        Change change = new Change(ListKeys.of(keys, service), registration, maxEntries, now);
        return OptimisticChange.run(
                        redis,
                        change.list().meta(),
                        source -> plan(source, change),
                        plan -> plan.outcome() == AddOutcome.ADDED,
                        (transaction, plan) -> write(transaction, change, plan))
                .outcome();
    }

    private static Plan plan(RedisDataSource source, Change change) {
        Map<String, String> meta =
                source.hash(String.class).hgetall(change.list().meta());
        if (meta.isEmpty()) {
            AddOutcome outcome =
                    change.registration().retracts() == null ? AddOutcome.ADDED : AddOutcome.NOTHING_TO_RETRACT;
            return new Plan(outcome, UUID.randomUUID().toString(), 1, Map.of(), List.of(), change.now());
        }
        ListKeys list = change.list();
        SortedSetCommands<String, String> sets = source.sortedSet(String.class);
        ScoreRange<Double> past = new ScoreRange<>(0.0, (double) change.now().getEpochSecond());
        ZRangeArgs few = new ZRangeArgs().limit(0, BATCH);
        SortedMap<Long, StoredEntry> gone = entries(source, list, sets.zrangebyscore(list.ends(), past, few));
        List<String> forgotten = sets.zrangebyscore(list.used(), past, few);
        SortedMap<Long, StoredEntry> replaced = own(source, change);
        gone.putAll(replaced);
        AddOutcome outcome =
                outcome(sets, change, replaced.values().stream().findFirst().orElse(null));
        boolean full = sets.zcard(list.order()) - gone.size() >= change.maxEntries()
                || sets.zcard(list.used()) - forgotten.size() >= (long) change.maxEntries() * USED_FOR_EACH_ENTRY;
        return new Plan(
                outcome == AddOutcome.ADDED && full ? AddOutcome.FULL : outcome,
                seed(meta),
                timestamp(meta) + 1,
                gone,
                forgotten,
                sets.zrangeWithScores(list.used(), -1, -1).stream()
                        .map(scored -> Instant.ofEpochSecond((long) scored.score()))
                        .findFirst()
                        .orElse(change.now()));
    }

    /** The signer's entry, if it has one. */
    private static SortedMap<Long, StoredEntry> own(RedisDataSource source, Change change) {
        String signer = change.registration().signer().value();
        String name = source.hash(String.class).hget(change.list().signers(), signer);
        return name == null ? new TreeMap<>() : entries(source, change.list(), List.of(name));
    }

    private static AddOutcome outcome(
            SortedSetCommands<String, String> sets, Change change, @Nullable StoredEntry current) {
        if (sets.zscore(change.list().used(), usedName(change.registration())).isPresent()) {
            return AddOutcome.REPLAYED;
        }
        return retractable(change.registration(), current) ? AddOutcome.ADDED : AddOutcome.NOTHING_TO_RETRACT;
    }

    private static boolean retractable(Registration registration, @Nullable StoredEntry current) {
        String retracts = registration.retracts();
        return retracts == null
                || (current != null && !current.retraction() && current.id().equals(retracts));
    }

    private static void write(TransactionalRedisDataSource transaction, Change change, Plan plan) {
        ListKeys list = change.list();
        Registration registration = change.registration();
        if (plan.timestamp() == 1) {
            transaction.key().del(list.ending().toArray(String[]::new));
        }
        String name = Long.toString(plan.timestamp());
        var hashes = transaction.hash(String.class);
        var sets = transaction.sortedSet(String.class);
        plan.gone().forEach((timestamp, entry) -> {
            hashes.hdel(list.entries(), Long.toString(timestamp));
            hashes.hdel(list.signers(), entry.signer());
            sets.zrem(list.order(), Long.toString(timestamp));
            sets.zrem(list.ends(), Long.toString(timestamp));
        });
        if (!plan.forgotten().isEmpty()) {
            sets.zrem(list.used(), plan.forgotten().toArray(String[]::new));
        }
        double end = registration.expiresAt().getEpochSecond();
        hashes.hset(list.meta(), Map.of(SEED, plan.seed(), TIMESTAMP, name));
        hashes.hset(list.entries(), name, StoredEntry.of(registration).json());
        hashes.hset(list.signers(), registration.signer().value(), name);
        sets.zadd(list.order(), plan.timestamp(), name);
        sets.zadd(list.ends(), end, name);
        sets.zadd(list.used(), end, usedName(registration));
        Instant last = registration.expiresAt().isAfter(plan.last()) ? registration.expiresAt() : plan.last();
        Duration life = Duration.between(change.now(), last).plus(SLACK);
        list.ending().forEach(key -> transaction.key().expire(key, life));
    }

    /** Signer and id; a DID holds no white space. */
    private static String usedName(Registration registration) {
        return registration.signer().value() + " " + registration.id();
    }

    private static SortedMap<Long, StoredEntry> entries(RedisDataSource source, ListKeys list, List<String> names) {
        SortedMap<Long, StoredEntry> entries = new TreeMap<>();
        if (names.isEmpty()) {
            return entries;
        }
        HashCommands<String, String, String> hashes = source.hash(String.class);
        Map<String, String> found = hashes.hmget(list.entries(), names.toArray(String[]::new));
        for (String name : new ArrayList<>(names)) {
            String json = found.get(name);
            if (json != null) {
                entries.put(Long.parseLong(name), StoredEntry.read(json));
            }
        }
        return entries;
    }

    private static String seed(Map<String, String> meta) {
        return meta.getOrDefault(SEED, "");
    }

    private static long timestamp(Map<String, String> meta) {
        return Long.parseLong(meta.getOrDefault(TIMESTAMP, "0"));
    }

    /** A registration that is to be added. */
    private record Change(ListKeys list, Registration registration, int maxEntries, Instant now) {}

    /** What a change does, decided on what is there. */
    private record Plan(
            AddOutcome outcome,
            String seed,
            long timestamp,
            Map<Long, StoredEntry> gone,
            List<String> forgotten,
            Instant last) {

        private Plan {
            gone = Map.copyOf(gone);
            forgotten = List.copyOf(forgotten);
        }
    }
}
