// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.auth.discovery.server.ServedStore;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.kit.redis.RedisReader;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.sortedset.ScoreRange;
import io.quarkus.redis.datasource.sortedset.SortedSetCommands;
import io.quarkus.redis.datasource.sortedset.ZRangeArgs;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    entries(RedisReader.of(redis), list, names).entrySet()) {
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
                        (batch, plan) -> write(batch, change, plan))
                .outcome();
    }

    private static Plan plan(RedisReader source, Change change) {
        ListKeys list = change.list();
        String seed = source.text(Command.HGET, list.meta(), SEED).orElse("");
        if (seed.isEmpty()) {
            AddOutcome outcome =
                    change.registration().retracts() == null ? AddOutcome.ADDED : AddOutcome.NOTHING_TO_RETRACT;
            return new Plan(outcome, UUID.randomUUID().toString(), 1, Map.of(), List.of(), change.now());
        }
        String now = Long.toString(change.now().getEpochSecond());
        SortedMap<Long, StoredEntry> gone = entries(source, list, past(source, list.ends(), now));
        List<String> forgotten = past(source, list.used(), now);
        SortedMap<Long, StoredEntry> replaced = own(source, change);
        gone.putAll(replaced);
        AddOutcome outcome =
                outcome(source, change, replaced.values().stream().findFirst().orElse(null));
        boolean full = source.number(Command.ZCARD, list.order()) - gone.size() >= change.maxEntries()
                || source.number(Command.ZCARD, list.used()) - forgotten.size()
                        >= (long) change.maxEntries() * USED_FOR_EACH_ENTRY;
        return new Plan(
                outcome == AddOutcome.ADDED && full ? AddOutcome.FULL : outcome,
                seed,
                source.text(Command.HGET, list.meta(), TIMESTAMP)
                                .map(Long::parseLong)
                                .orElse(0L)
                        + 1,
                gone,
                forgotten,
                last(source, list).orElse(change.now()));
    }

    /** A few members whose time is past. */
    private static List<String> past(RedisReader source, String set, String now) {
        return source.texts(Command.ZRANGEBYSCORE, set, "0", now, "LIMIT", "0", Integer.toString(BATCH));
    }

    /** When the last of what was used may be forgotten. */
    private static Optional<Instant> last(RedisReader source, ListKeys list) {
        return source.texts(Command.ZRANGE, list.used(), "-1", "-1").stream()
                .findFirst()
                .flatMap(name -> source.text(Command.ZSCORE, list.used(), name))
                .map(score -> Instant.ofEpochSecond((long) Double.parseDouble(score)));
    }

    /** The signer's entry, if it has one. */
    private static SortedMap<Long, StoredEntry> own(RedisReader source, Change change) {
        String signer = change.registration().signer().value();
        return source.text(Command.HGET, change.list().signers(), signer)
                .map(name -> entries(source, change.list(), List.of(name)))
                .orElseGet(TreeMap::new);
    }

    private static AddOutcome outcome(RedisReader source, Change change, @Nullable StoredEntry current) {
        if (source.text(Command.ZSCORE, change.list().used(), usedName(change.registration()))
                .isPresent()) {
            return AddOutcome.REPLAYED;
        }
        return retractable(change.registration(), current) ? AddOutcome.ADDED : AddOutcome.NOTHING_TO_RETRACT;
    }

    private static boolean retractable(Registration registration, @Nullable StoredEntry current) {
        String retracts = registration.retracts();
        return retracts == null
                || (current != null && !current.retraction() && current.id().equals(retracts));
    }

    private static void write(RedisBatch batch, Change change, Plan plan) {
        ListKeys list = change.list();
        Registration registration = change.registration();
        if (plan.timestamp() == 1) {
            batch.add(Command.DEL, list.ending().toArray(String[]::new));
        }
        plan.gone().forEach((timestamp, entry) -> batch.add(Command.HDEL, list.entries(), Long.toString(timestamp))
                .add(Command.HDEL, list.signers(), entry.signer())
                .add(Command.ZREM, list.order(), Long.toString(timestamp))
                .add(Command.ZREM, list.ends(), Long.toString(timestamp)));
        plan.forgotten().forEach(used -> batch.add(Command.ZREM, list.used(), used));
        String name = Long.toString(plan.timestamp());
        String end = Long.toString(registration.expiresAt().getEpochSecond());
        batch.add(Command.HSET, list.meta(), SEED, plan.seed(), TIMESTAMP, name)
                .add(
                        Command.HSET,
                        list.entries(),
                        name,
                        StoredEntry.of(registration).json())
                .add(Command.HSET, list.signers(), registration.signer().value(), name)
                .add(Command.ZADD, list.order(), name, name)
                .add(Command.ZADD, list.ends(), end, name)
                .add(Command.ZADD, list.used(), end, usedName(registration));
        Instant last = registration.expiresAt().isAfter(plan.last()) ? registration.expiresAt() : plan.last();
        Duration life = Duration.between(change.now(), last).plus(SLACK);
        list.ending().forEach(key -> batch.add(Command.EXPIRE, key, Long.toString(life.toSeconds())));
    }

    /** Signer and id; a DID holds no white space. */
    private static String usedName(Registration registration) {
        return registration.signer().value() + " " + registration.id();
    }

    private static SortedMap<Long, StoredEntry> entries(RedisReader source, ListKeys list, List<String> names) {
        SortedMap<Long, StoredEntry> entries = new TreeMap<>();
        if (names.isEmpty()) {
            return entries;
        }
        List<String> question = new ArrayList<>(List.of(list.entries()));
        question.addAll(names);
        List<@Nullable String> found = source.texts(Command.HMGET, question.toArray(String[]::new));
        for (int number = 0; number < names.size(); number++) {
            String json = found.get(number);
            if (json != null) {
                entries.put(Long.parseLong(names.get(number)), StoredEntry.read(json));
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
