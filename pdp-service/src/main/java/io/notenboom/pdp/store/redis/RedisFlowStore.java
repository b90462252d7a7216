// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.kit.redis.RedisReader;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.replica.Retention;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Flows in Redis. One transaction writes the version number, the flow, its history and the note that the event is still to be
 * published, so that they are there together or not at all.
 */
final class RedisFlowStore implements FlowStore {

    private static final char VERSION_MARK = '@';

    /** About how many changes the log keeps. */
    private static final String LOGGED_CHANGES = "100000";

    private static final int CHANGES_AT_ONCE = 1000;
    private static final long PATIENCE_SECONDS = 3;
    private static final String NO_POSITION = "0-0";

    /** What the log says of a flow that was removed. */
    private static final String GONE = "0";

    /** In an entry of the log: flow, its id, version, its number. */
    private static final int VERSION_FIELD = 3;

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}-[0-9]{1,18}");

    /** Longer than any process that removes flows in order is away. */
    private static final Duration AFTER_RETENTION = Duration.ofDays(90);

    private final RedisDataSource redis;
    private final RedisKeys keys;
    private final Retention retention;
    private final InstantSource clock;
    private final String versions;
    private final String log;

    RedisFlowStore(RedisDataSource redis, RedisKeys keys, Retention retention, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
        this.clock = clock;
        this.versions = keys.key("flow-versions");
        this.log = keys.key("flow-log");
    }

    @Override
    public WriteOutcome create(Flow flow) {
        return write(flow, there -> there == 0);
    }

    @Override
    public WriteOutcome replace(Flow flow) {
        return write(flow, there -> there == flow.version() - 1);
    }

    @Override
    public WriteOutcome putBack(Flow flow) {
        return write(flow, there -> there < flow.version());
    }

    /** Flow, version, history, the mark that it is not published yet and the line of the log: all or nothing. */
    private WriteOutcome write(Flow flow, LongPredicate expected) {
        String json = RedisRecords.text(FlowJson.write(flow));
        String version = Long.toString(flow.version());
        String flowKey = keys.key("flow", flow.id());
        String history = keys.key("flow-history", flow.id());
        String seconds = Long.toString(secondsKept(flow));
        String tooOld = Long.toString(flow.version() - KEPT_VERSIONS);
        return attempt(() -> OptimisticChange.run(
                        redis,
                        flowKey,
                        source -> expected.test(version(source, flowKey)),
                        isThere -> isThere,
                        (batch, _) -> batch.add(Command.SET, flowKey, json, "EX", seconds)
                                .add(Command.HSET, versions, flow.id(), version)
                                .add(Command.HSET, history, version, json)
                                .add(Command.HDEL, history, tooOld)
                                .add(Command.EXPIRE, history, seconds)
                                .add(Command.SADD, keys.key("flow-unpublished"), flow.id() + VERSION_MARK + version)
                                .add(Command.XADD, logged(flow.id(), version)))
                ? new WriteOutcome.Stored(flow)
                : new WriteOutcome.Conflict());
    }

    /** In case nobody is left to remove it in order. */
    private long secondsKept(Flow flow) {
        long left = Duration.between(clock.instant(), retention.end(flow)).toSeconds();
        return Math.max(left, 0) + AFTER_RETENTION.toSeconds();
    }

    @Override
    public boolean remove(Flow flow) {
        String id = flow.id();
        String flowKey = keys.key("flow", id);
        return attempt(() -> OptimisticChange.run(
                redis,
                flowKey,
                source -> version(source, flowKey) <= flow.version(),
                isLast -> isLast,
                (batch, _) -> batch.add(Command.DEL, flowKey, keys.key("flow-history", id))
                        .add(Command.HDEL, versions, id)
                        .add(Command.SREM, keys.key("flow-unpublished"), id + VERSION_MARK + flow.version())
                        .add(Command.XADD, logged(id, GONE))));
    }

    private String[] logged(String id, String version) {
        return new String[] {log, "MAXLEN", "~", LOGGED_CHANGES, "*", "flow", id, "version", version};
    }

    @Override
    public Optional<String> identity() {
        return attempt(() -> RedisReader.of(redis).text(Command.GET, keys.key("flow-store")));
    }

    @Override
    public String initialise(String identity) {
        String key = keys.key("flow-store");
        return attempt(() -> OptimisticChange.run(
                redis,
                key,
                source -> source.text(Command.GET, key).orElse(identity),
                name -> name.equals(identity),
                (batch, name) -> batch.add(Command.SET, key, name)
                        .add(Command.XADD, log, "MAXLEN", "~", LOGGED_CHANGES, "*", "store", name)));
    }

    @Override
    public String position() {
        return attempt(() -> {
            Response last = redis.execute("XREVRANGE", log, "+", "-", "COUNT", "1");
            return last == null || last.size() == 0 ? NO_POSITION : positionOf(last.get(0));
        });
    }

    private static String positionOf(Response entry) {
        return entry.get(0).toString();
    }

    /** Read from the position itself, so that a log that no longer has it is told from one without changes. */
    @Override
    public Changes changesAfter(String position) {
        if (!POSITION.matcher(position).matches()) {
            return new Changes.Gap();
        }
        return attempt(() -> {
            Response entries = entriesFrom(position);
            if (entries.size() == 0 || !positionOf(entries.get(0)).equals(position)) {
                return new Changes.Gap();
            }
            Map<String, Long> changed = new HashMap<>();
            String last = position;
            for (int number = 1; number < entries.size(); number++) {
                Response entry = entries.get(number);
                last = positionOf(entry);
                if (entry.get(1).get(0).toString().equals("flow")) {
                    changed.put(entry.get(1).get(1).toString(), versionOf(entry.get(1)));
                }
            }
            return new Changes.Since(changed, last, entries.size() > CHANGES_AT_ONCE);
        });
    }

    /** Every decision waits for this, so it does without the contexts that Quarkus' own client carries along. */
    private Response entriesFrom(String position) {
        Request question = Request.cmd(io.vertx.redis.client.Command.XRANGE)
                .arg(log)
                .arg(position)
                .arg("+")
                .arg("COUNT")
                .arg(CHANGES_AT_ONCE + 1);
        try {
            return Response.newInstance(redis.getReactive()
                    .getRedis()
                    .getDelegate()
                    .send(question)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Redis was asked", interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("Redis did not tell what changed", failed);
        }
    }

    /** Entries from before there was one have none. */
    private static long versionOf(Response fields) {
        return fields.size() > VERSION_FIELD
                ? Long.parseLong(fields.get(VERSION_FIELD).toString())
                : Changes.UNKNOWN;
    }

    /** The id that Redis gives an entry of the log begins with its time. */
    @Override
    public Instant time() {
        return attempt(() -> {
            String entry = RedisReader.of(redis)
                    .text(Command.XADD, log, "MAXLEN", "~", LOGGED_CHANGES, "*", "time", "asked")
                    .orElseThrow(() -> new IllegalStateException("Redis gave an entry no id"));
            return Instant.ofEpochMilli(Long.parseLong(entry.substring(0, entry.indexOf('-'))));
        });
    }

    private static long version(RedisReader source, String flowKey) {
        return RedisRecords.parse(source.ask(Command.GET, flowKey))
                .map(FlowJson::read)
                .map(Flow::version)
                .orElse(0L);
    }

    @Override
    public Optional<Flow> find(String id) {
        return attempt(() ->
                RedisRecords.parse(redis.execute("GET", keys.key("flow", id))).map(FlowJson::read));
    }

    @Override
    public List<Flow> findAll(Collection<String> ids) {
        return attempt(() -> {
            List<Flow> found = new ArrayList<>();
            if (!ids.isEmpty()) {
                String[] wanted = ids.stream().map(id -> keys.key("flow", id)).toArray(String[]::new);
                Response values = redis.execute("MGET", wanted);
                for (Response value : values == null ? List.<Response>of() : values) {
                    RedisRecords.parse(value).map(FlowJson::read).ifPresent(found::add);
                }
            }
            return found;
        });
    }

    @Override
    public List<Flow> history(String id) {
        return attempt(() -> {
            List<Flow> history = new ArrayList<>();
            redis.hash(String.class)
                    .hgetall(keys.key("flow-history", id))
                    .values()
                    .forEach(
                            json -> RedisRecords.parse(json).map(FlowJson::read).ifPresent(history::add));
            history.sort(Comparator.comparingLong(Flow::version));
            return history;
        });
    }

    @Override
    public Map<String, Long> versions() {
        return attempt(() -> {
            Map<String, Long> found = new HashMap<>();
            redis.hash(String.class).hgetall(versions).forEach((id, version) -> found.put(id, Long.valueOf(version)));
            return found;
        });
    }

    @Override
    public Set<String> unpublished() {
        return attempt(() -> redis.set(String.class).smembers(keys.key("flow-unpublished")).stream()
                .map(mark -> mark.substring(0, mark.indexOf(VERSION_MARK)))
                .collect(Collectors.toSet()));
    }

    @Override
    public void published(Collection<Flow> flows) {
        String[] marks = flows.stream()
                .map(flow -> flow.id() + VERSION_MARK + flow.version())
                .toArray(String[]::new);
        var unused = attempt(() -> redis.set(String.class).srem(keys.key("flow-unpublished"), marks));
    }

    private static <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (FlowStoreException known) {
            throw known;
        } catch (RuntimeException failed) {
            throw new FlowStoreException("The flow store cannot be reached.", failed);
        }
    }
}
