// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.redis.OptimisticChange;
import io.notenboom.pdp.pep.PepJson;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.PepStore;
import io.notenboom.pdp.request.FhirVersion;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Registrations of enforcement points in Redis. */
final class RedisPepStore implements PepStore {

    private final RedisDataSource redis;
    private final RedisRecords records;

    RedisPepStore(RedisDataSource redis, RedisRecords records) {
        this.redis = redis;
        this.records = records;
    }

    @Override
    public void change(String id, UnaryOperator<Optional<PepRegistration>> step) {
        String key = records.key(id);
        Optional<PepRegistration> unused = OptimisticChange.run(
                redis,
                key,
                source -> step.apply(
                        RedisRecords.parse(source.ask(Command.GET, key)).map(RedisPepStore::read)),
                _ -> true,
                (batch, next) -> next.ifPresentOrElse(
                        pep -> records.put(batch, id, PepJson.write(pep)), () -> records.remove(batch, id)));
    }

    @Override
    public List<PepRegistration> all() {
        return records.all().stream().map(RedisPepStore::read).toList();
    }

    private static PepRegistration read(ObjectNode json) {
        return PepJson.read(json.path("id").asText(), json, FhirVersion.STU3);
    }
}
