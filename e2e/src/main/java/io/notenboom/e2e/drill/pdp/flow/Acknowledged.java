// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was acknowledged of flows, and whether it holds. Thread-safe. */
final class Acknowledged {

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final Map<String, Known> flows = new ConcurrentHashMap<>();

    /** A flow as it was acknowledged last; a later version may be there, made by a request whose answer did not come. */
    private record Known(String composition, long version, boolean revoked) {}

    /** How many flows were acknowledged. */
    int size() {
        return flows.size();
    }

    /** How many of them are closed. */
    long revoked() {
        return flows.values().stream().filter(Known::revoked).count();
    }

    /** A whole life: made, changed, and every second one closed. Each step counts from its acknowledgement on. */
    void live(DecisionPoint first, DecisionPoint second, String composition) {
        String id = first.create(composition);
        flows.put(id, new Known(composition, 1, false));
        require(200, second.update(id, 1, composition), "changing " + id);
        flows.put(id, new Known(composition, 2, false));
        if (composition.hashCode() % 2 == 0) {
            require(200, first.revoke(id), "closing " + id);
            flows.put(id, new Known(composition, 3, true));
        }
    }

    private static void require(int expected, int status, String what) {
        if (status != expected) {
            throw new StepFailure(what + " answered " + status);
        }
    }

    /** Fails unless everything that was acknowledged is there, and decided accordingly. */
    void requireHeld(DecisionPoint at, String token) {
        flows.forEach((id, known) -> {
            JsonNode flow = settled(at, id);
            long version = flow.path("version").asLong();
            boolean revoked = flow.path("revoked").asBoolean();
            if (version < known.version() || (known.revoked() && !revoked)) {
                throw new StepFailure("acknowledged: " + id + " " + known + ", there: " + flow);
            }
            at.requireDecision(revoked ? 403 : 200, token, known.composition(), id + " is " + flow);
        });
    }

    private static JsonNode settled(DecisionPoint at, String id) {
        return Await.until("an answer about " + id, RECOVERY, () -> {
            try {
                ApiClient.Answer answer = at.flow(id);
                if (answer.status() == 404) {
                    throw new IllegalStateException("an acknowledged flow is lost: " + id);
                }
                return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
            } catch (StepFailure notBackYet) {
                return Optional.empty();
            }
        });
    }

    /** Fails unless each flow of the store, acknowledged or not, is whole: all its versions, and the last is the one in force. */
    static int requireWhole(DecisionPoint at) {
        int seen = 0;
        String after = "";
        do {
            JsonNode page = at.flows(after);
            for (JsonNode flow : page.path("flows")) {
                requireWhole(at, flow);
                seen++;
            }
            after = page.path("next").asText("");
        } while (!after.isEmpty() && !after.equals("null"));
        return seen;
    }

    private static void requireWhole(DecisionPoint at, JsonNode flow) {
        JsonNode versions = at.history(flow.path("id").asText());
        long expected = 1;
        for (JsonNode version : versions) {
            if (version.path("version").asLong() != expected) {
                throw new StepFailure("version " + expected + " of a flow is not there: " + versions);
            }
            expected++;
        }
        if (versions.isEmpty() || !versions.path(versions.size() - 1).equals(flow)) {
            throw new StepFailure("the last version of a flow is another than the one in force: " + flow);
        }
    }
}
