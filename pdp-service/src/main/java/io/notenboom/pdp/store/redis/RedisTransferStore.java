// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.transfer.Inbox;
import io.notenboom.pdp.transfer.ReceivedNotification;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferJson;
import io.notenboom.pdp.transfer.TransferStore;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Transfers, idempotency keys and the inbox in Redis. What is not settled is also in a set, so that sweeps read only that. */
final class RedisTransferStore implements TransferStore {

    private static final Duration CLAIM = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration RECEIVED = Duration.ofDays(365);
    private static final int CLAIM_TRIES = 3;
    private static final int BATCH = 100;

    private final RedisDataSource redis;
    private final RedisRecords transfers;
    private final RedisRecords received;
    private final String unsettled;
    private final String undelivered;
    private final RedisKeys keys;
    private volatile boolean unsettledComplete;

    RedisTransferStore(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.transfers = new RedisRecords(redis, keys, "transfer");
        this.received = new RedisRecords(redis, keys, "received");
        this.unsettled = keys.key("transfer-unsettled");
        this.undelivered = keys.key("transfer-undelivered");
        this.keys = keys;
    }

    @Override
    public void put(Transfer transfer) {
        RedisBatch batch = new RedisBatch(redis);
        write(batch, transfer);
        batch.commit();
    }

    private void write(RedisBatch batch, Transfer transfer) {
        transfers.put(batch, transfer.id(), TransferJson.write(transfer));
        batch.add(transfer.settled() ? Command.SREM : Command.SADD, unsettled, transfer.id());
        boolean givenUp = transfer.notification().state() == Transfer.Notification.State.GIVEN_UP;
        batch.add(givenUp ? Command.SADD : Command.SREM, undelivered, transfer.id());
    }

    @Override
    public boolean replace(Transfer known, Transfer next) {
        return whileHolds(
                transfers.key(known.id()),
                json -> TransferJson.read(json).equals(known),
                (key, batch) -> write(batch, next));
    }

    /** Does what is given in one transaction, if the record of the key is as expected until it is done. */
    private boolean whileHolds(String key, Predicate<ObjectNode> expected, BiConsumer<String, RedisBatch> change) {
        return OptimisticChange.run(
                redis,
                key,
                source -> RedisRecords.parse(source.ask(Command.GET, key))
                        .filter(expected)
                        .isPresent(),
                holds -> holds,
                (batch, _) -> change.accept(key, batch));
    }

    @Override
    public Optional<Transfer> find(String id) {
        return transfers.find(id).map(TransferJson::read);
    }

    @Override
    public List<Transfer> unsettled() {
        if (!unsettledComplete) {
            complete();
        }
        return transfers.all(transfers.members(unsettled)).stream()
                .map(TransferJson::read)
                .filter(transfer -> !transfer.settled())
                .toList();
    }

    /** Once for each process: what was stored before there was such a set, or came back from a backup without it. */
    private void complete() {
        for (ObjectNode json : transfers.all()) {
            Transfer transfer = TransferJson.read(json);
            if (!transfer.settled()) {
                int unused = redis.set(String.class).sadd(unsettled, transfer.id());
            }
        }
        unsettledComplete = true;
    }

    @Override
    public List<Transfer> latest(Optional<String> after, int limit, Predicate<Transfer> wanted) {
        List<String> ids = transfers.ids().stream()
                .filter(id -> after.isEmpty() || id.compareTo(after.get()) < 0)
                .sorted(Comparator.reverseOrder())
                .toList();
        List<Transfer> latest = new ArrayList<>();
        for (int from = 0; from < ids.size() && latest.size() < limit; from += BATCH) {
            Stream<Transfer> batch = transfers.all(ids.subList(from, Math.min(ids.size(), from + BATCH))).stream()
                    .map(TransferJson::read);
            batch.filter(wanted).limit((long) limit - latest.size()).forEach(latest::add);
        }
        return latest;
    }

    @Override
    public KeyUse claim(String key, KeyUse use) {
        for (int attempt = 0; attempt < CLAIM_TRIES; attempt++) {
            if (redis.execute("SET", claimKey(key), text(use), "NX", "EX", Long.toString(CLAIM.toSeconds())) != null) {
                return use;
            }
            Optional<ObjectNode> counts = RedisRecords.parse(redis.execute("GET", claimKey(key)));
            if (counts.isPresent()) {
                return use(counts.get());
            }
        }
        throw new IllegalStateException("An idempotency key came and went.");
    }

    @Override
    public boolean keep(String key, KeyUse use) {
        return whileHolds(
                claimKey(key),
                json -> use(json).equals(use),
                (name, batch) -> batch.add(Command.EXPIRE, name, Long.toString(KEPT.toSeconds())));
    }

    @Override
    public void release(String key, KeyUse use) {
        boolean unused =
                whileHolds(claimKey(key), json -> use(json).equals(use), (name, batch) -> batch.add(Command.DEL, name));
    }

    private String claimKey(String key) {
        return keys.key("transfer-key", key);
    }

    private static KeyUse use(ObjectNode json) {
        return new KeyUse(json.path("transfer").asText(), json.path("request").asText());
    }

    private static String text(KeyUse use) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return RedisRecords.text(json.put("transfer", use.transfer()).put("request", use.request()));
    }

    @Override
    public List<Transfer> undelivered() {
        return transfers.all(transfers.members(undelivered)).stream()
                .map(TransferJson::read)
                .toList();
    }

    @Override
    public boolean add(ReceivedNotification notification, String sender) {
        String ofSender = keys.key("received-of", sender);
        String key = received.key(notification.id());
        return OptimisticChange.run(
                redis,
                key,
                source -> RedisRecords.parse(source.ask(Command.GET, key)).isEmpty(),
                absent -> absent,
                (batch, _) -> {
                    write(batch, notification);
                    RedisBatch unused = batch.add(Command.SADD, ofSender, notification.id())
                            .add(Command.EXPIRE, ofSender, Long.toString(RECEIVED.toSeconds()));
                });
    }

    private void write(RedisBatch batch, ReceivedNotification notification) {
        received.put(batch, notification.id(), TransferJson.write(notification));
        batch.add(Command.EXPIRE, received.key(notification.id()), Long.toString(RECEIVED.toSeconds()));
    }

    @Override
    public int receivedOf(String sender) {
        String ofSender = keys.key("received-of", sender);
        List<String> ids = received.members(ofSender);
        if (ids.size() < Inbox.MAX_OF_SENDER) {
            return ids.size();
        }
        Set<String> there =
                received.all(ids).stream().map(json -> json.path("id").asText()).collect(Collectors.toSet());
        ids.stream().filter(id -> !there.contains(id)).forEach(id -> {
            int unused = redis.set(String.class).srem(ofSender, id);
        });
        return there.size();
    }

    @Override
    public boolean replace(ReceivedNotification known, ReceivedNotification next) {
        return whileHolds(
                received.key(known.id()),
                json -> TransferJson.readReceived(json).equals(known),
                (key, batch) -> write(batch, next));
    }

    @Override
    public Optional<ReceivedNotification> findReceived(String id) {
        return received.find(id).map(TransferJson::readReceived);
    }

    /** Those that ended leave the index when they are missed. */
    @Override
    public List<ReceivedNotification> received() {
        List<String> ids = received.ids();
        List<ReceivedNotification> all =
                received.all(ids).stream().map(TransferJson::readReceived).toList();
        if (all.size() < ids.size()) {
            Set<String> there = all.stream().map(ReceivedNotification::id).collect(Collectors.toSet());
            ids.stream().filter(id -> !there.contains(id)).forEach(received::remove);
        }
        return all;
    }
}
