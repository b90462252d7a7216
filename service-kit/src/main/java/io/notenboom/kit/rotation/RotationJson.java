// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationStep;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rotations as JSON. A time that nobody knows is null; {@code withoutEnd} says that something does not end by itself. */
final class RotationJson {

    private RotationJson() {}

    static ObjectNode of(Rotation rotation, Instant now) {
        ObjectNode json = StrictJson.newObject()
                .put("kind", rotation.kind())
                .put("id", rotation.id())
                .put("due", time(rotation.due()))
                .put("overdue", rotation.isOverdue(now));
        var keys = json.putArray("keys");
        for (RotatedKey key : rotation.keys()) {
            ObjectNode one = StrictJson.newObject()
                    .put("id", key.id())
                    .put("state", key.state().wireName())
                    .put("since", time(key.since()))
                    .put("signsFrom", time(key.signsFrom()))
                    .put("until", time(key.until()));
            one.set("live", of(key.live()));
            keys.add(one);
        }
        return json;
    }

    private static ObjectNode of(LiveSignatures live) {
        Instant until = live.credentialsUntil();
        ObjectNode json = StrictJson.newObject()
                .put("credentials", live.credentials())
                .put("credentialsUntil", time(until))
                .put("withoutEnd", Instant.MAX.equals(until));
        ObjectNode others = json.putObject("others");
        live.others().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> others.put(entry.getKey(), time(entry.getValue())));
        return json;
    }

    static ObjectNode of(RotationStep step) {
        return StrictJson.newObject()
                .put("at", time(step.at()))
                .put("key", step.key())
                .put("state", step.state().wireName())
                .put("effect", step.effect());
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null || time.equals(Instant.MAX) ? null : time.toString();
    }
}
