// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import io.notenboom.pdp.pep.PepJson;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.PepStore;
import io.notenboom.pdp.request.FhirVersion;
import java.util.List;

/** Registrations of enforcement points in Redis. */
final class RedisPepStore implements PepStore {

    private final RedisRecords records;

    RedisPepStore(RedisRecords records) {
        this.records = records;
    }

    @Override
    public void put(PepRegistration registration) {
        records.put(registration.id(), PepJson.write(registration));
    }

    @Override
    public void remove(String id) {
        records.remove(id);
    }

    @Override
    public List<PepRegistration> all() {
        return records.all().stream()
                .map(json -> PepJson.read(json.path("id").asText(), json, FhirVersion.STU3))
                .toList();
    }
}
