// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends as scores of a sorted set: whole seconds, rounded up. */
final class EndSecond {

    private static final long NEVER = Instant.MAX.getEpochSecond();

    private EndSecond() {}

    static String score(Instant end) {
        return Long.toString(end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0));
    }

    static Instant of(String score) {
        double seconds = score.equals("inf") ? NEVER : Double.parseDouble(score);
        return seconds >= NEVER ? Instant.MAX : Instant.ofEpochSecond((long) seconds);
    }

    /** The score of the last of an answer with scores; null for an empty one. */
    static @Nullable Instant ofLast(@Nullable Response answer) {
        List<String> parts = parts(answer);
        return parts.isEmpty() ? null : of(parts.getLast());
    }

    static List<String> members(@Nullable Response answer) {
        return parts(answer);
    }

    /** RESP2 has members and scores in one list, RESP3 in pairs. */
    static List<String> parts(@Nullable Response answer) {
        List<String> parts = new ArrayList<>();
        if (answer != null) {
            for (Response part : answer) {
                if (part.type() == ResponseType.MULTI) {
                    part.forEach(inner -> parts.add(inner.toString()));
                } else {
                    parts.add(part.toString());
                }
            }
        }
        return List.copyOf(parts);
    }
}
