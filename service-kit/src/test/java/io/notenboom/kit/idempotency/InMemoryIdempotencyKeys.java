// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Keys that are gone with the process; for tests. */
@Singleton
public final class InMemoryIdempotencyKeys implements IdempotencyKeys {

    private final Map<String, Standing.Taken> entries = new HashMap<>();
    private final Map<String, KeptAnswer> answers = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    @Override
    public synchronized Standing take(String key, String request) {
        Standing.Taken entry =
                entries.computeIfAbsent(key, absent -> new Standing.Taken(request, random().substring(0, 26), ""));
        if (!entry.request().equals(request)) {
            return new Standing.OtherRequest();
        }
        KeptAnswer answer = answers.get(key);
        if (answer != null) {
            return new Standing.Answered(answer);
        }
        String owner = random();
        return owners.putIfAbsent(key, owner) == null
                ? new Standing.Taken(request, entry.operation(), owner)
                : new Standing.UnderWay();
    }

    @Override
    public synchronized void answered(String key, Standing.Taken taken, KeptAnswer answer) {
        answers.put(key, answer);
        abandoned(key, taken);
    }

    @Override
    public synchronized void abandoned(String key, Standing.Taken taken) {
        owners.remove(key, taken.owner());
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
