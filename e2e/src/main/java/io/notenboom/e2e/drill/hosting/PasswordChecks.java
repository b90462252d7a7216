// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.hosting.RedisTrials.Connection;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The password of a customer's Redis is replaced, with overlap and at once; other customers do not notice. */
final class PasswordChecks {

    private static final String ROTATIONS = "/hosting/v1/rotations";
    private static final String KIND = "redis-password";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HostedFleet fleet;
    private final String id;

    /** Of the first customer. */
    PasswordChecks(HostedFleet fleet) {
        this.fleet = fleet;
        this.id = fleet.ids().getFirst();
    }

    void run(Drill drill) {
        drill.check("the password of a customer's Redis is replaced, the others are untouched", this::replace);
        drill.check("a lost one is out at once, with the connections that were made with it", this::lose);
    }

    private String replace() {
        return replaced(unused -> {
            JsonNode begun = fleet.as("alice").post(ROTATIONS, Map.of("kind", KIND, "id", id));
            if (begun.path("keys").size() != 2) {
                throw new StepFailure(
                        "a replacement is under way with " + begun.path("keys").size() + " passwords");
            }
        });
    }

    private String lose() {
        Secret lost = fleet.node(id).secret("redis.password");
        try (Connection stolen = loggedIn(lost)) {
            String outcome = replaced(former -> {
                var _ = fleet.as("alice").post(ROTATIONS + "/" + KIND + "/" + id + "/emergency", Map.of("key", former));
                requireClosed(stolen);
                requireAnswer("WRONGPASS", lost);
            });
            return outcome + "; a connection that was open was ended before that";
        }
    }

    /** What begins a replacement. */
    @FunctionalInterface
    private interface Beginning {
        void of(String former);
    }

    private String replaced(Beginning beginning) {
        Map<String, Map<String, Long>> others = fleet.processesWithout(List.of(id));
        Map<String, Long> own = fleet.processes(id);
        Secret before = fleet.node(id).secret("redis.password");
        String former = only();
        beginning.of(former);
        String present = Await.until(
                "one password is left, and it is another one",
                PATIENCE,
                () -> passwords().size() == 1
                                && !passwords().path(0).path("id").asText().equals(former)
                        ? Optional.of(only())
                        : Optional.empty());
        Map<String, Long> started =
                Await.until("its services run again", PATIENCE, () -> Optional.of(fleet.processes(id))
                        .filter(now -> now.keySet().equals(own.keySet()) && !now.equals(own)));
        var _ = fleet.await(id, "ready");
        requireAnswer("WRONGPASS", before);
        requireAnswer("OK", fleet.node(id).secret("redis.password"));
        awaitServing();
        if (!fleet.processesWithout(List.of(id)).equals(others)) {
            throw new StepFailure("another customer's processes changed");
        }
        return former + " is refused, " + started.size() + " processes run with " + present;
    }

    private JsonNode passwords() {
        for (JsonNode one : fleet.as("alice").get(ROTATIONS + "?kind=" + KIND).path("rotations")) {
            if (one.path("id").asText().equals(id)) {
                return one.path("keys");
            }
        }
        throw new StepFailure(id + " is not in the list of rotations");
    }

    private String only() {
        return passwords().path(0).path("id").asText();
    }

    private Connection loggedIn(Secret password) {
        Connection connection = new Connection(fleet.node(id).redisPort());
        connection.require("OK", "AUTH " + id + " " + password.reveal());
        return connection;
    }

    private void requireAnswer(String wanted, Secret password) {
        try (Connection connection = new Connection(fleet.node(id).redisPort())) {
            connection.require(wanted, "AUTH " + id + " " + password.reveal());
        }
    }

    private static void requireClosed(Connection connection) {
        try {
            connection.require("", "PING");
        } catch (StepFailure closed) {
            return;
        }
        throw new StepFailure("a connection that was made with the lost password still answers");
    }

    /** Its authorization server reads what it keeps at Redis, as soon as it listens again. */
    private void awaitServing() {
        var _ = Await.until("its authorization server answers", PATIENCE, () -> {
            try {
                return Optional.of(fleet.node(id)
                        .client(fleet.http(), "auth", "administrator")
                        .get("/auth/v1/rotations?kind=did-key"));
            } catch (StepFailure starting) {
                return Optional.empty();
            }
        });
    }
}
