// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.transfer.ReceivedNotification;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferJson;
import io.notenboom.pdp.transfer.TransferStore;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Transfers, idempotency keys (kept for a day) and the inbox in Redis. */
final class RedisTransferStore implements TransferStore {

    private static final Duration KEY_LIFETIME = Duration.ofDays(1);
    private static final String CLAIM = """
            if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) then return ARGV[1] end
            return redis.call('GET', KEYS[1])
            """;

    private final RedisDataSource redis;
    private final RedisRecords transfers;
    private final RedisRecords received;
    private final String keyPrefix;

    RedisTransferStore(RedisDataSource redis, String customer) {
        this.redis = redis;
        this.transfers = new RedisRecords(redis, customer, "transfer");
        this.received = new RedisRecords(redis, customer, "received");
        this.keyPrefix = "{" + customer + "}:pdp:transfer-key:";
    }

    @Override
    public void put(Transfer transfer) {
        transfers.put(transfer.id(), TransferJson.write(transfer));
    }

    @Override
    public Optional<Transfer> find(String id) {
        return transfers.find(id).map(TransferJson::read);
    }

    @Override
    public List<Transfer> all() {
        return transfers.all().stream().map(TransferJson::read).toList();
    }

    @Override
    public KeyUse claim(String key, KeyUse use) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("transfer", use.transfer()).put("request", use.request());
        ObjectNode counts = RedisRecords.parse(redis.execute(
                        "EVAL",
                        CLAIM,
                        "1",
                        keyPrefix + key,
                        RedisRecords.text(json),
                        Long.toString(KEY_LIFETIME.toSeconds())))
                .orElseThrow(() -> new IllegalStateException("Redis did not store an idempotency key."));
        return new KeyUse(
                counts.path("transfer").asText(), counts.path("request").asText());
    }

    @Override
    public void put(ReceivedNotification notification) {
        received.put(notification.id(), TransferJson.write(notification));
    }

    @Override
    public Optional<ReceivedNotification> findReceived(String id) {
        return received.find(id).map(TransferJson::readReceived);
    }

    @Override
    public List<ReceivedNotification> received() {
        return received.all().stream().map(TransferJson::readReceived).toList();
    }
}
