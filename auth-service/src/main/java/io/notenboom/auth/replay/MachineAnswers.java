// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.compare.Operation;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.signed.JwtText;
import java.util.Optional;

/** Answers that ours does not give: what can be said of them is whether they agree with themselves. */
final class MachineAnswers {

    private MachineAnswers() {}

    static void check(RecordedExchange exchange, Operation operation, Findings findings) {
        if (operation == Operation.OPENID_CONFIGURATION) {
            checkConfiguration(exchange, findings);
        } else {
            checkHealth(exchange, findings);
        }
    }

    private static void checkHealth(RecordedExchange exchange, Findings findings) {
        String path = exchange.url().getPath();
        JsonNode answer = exchange.answer();
        boolean agrees =
                switch (path) {
                    case "/status" ->
                        exchange.status() == 200
                                && exchange.responseText().strip().equals("OK");
                    case "/health" ->
                        exchange.status() == (answer.path("status").asText().equals("UP") ? 200 : 503)
                                && (exchange.status() == 200
                                        || answer.path("status").asText().matches("DOWN|UNKNOWN"));
                    default -> exchange.status() == 200;
                };
        if (agrees) {
            findings.undecided(
                    "the state of the recorded machine cannot be replayed; its answers agree with themselves");
        } else {
            findings.problem("exchange " + exchange.number() + ": status and body of " + path + " do not agree");
        }
    }

    /** The user flow is not offered here, so ours has no such document. Its signature is verified with the others. */
    private static void checkConfiguration(RecordedExchange exchange, Findings findings) {
        String path = String.valueOf(exchange.url().getPath());
        String subject = path.substring(path.lastIndexOf("/oauth2/"));
        Optional<JwtText> document = JwtText.read(exchange.responseText().strip());
        boolean own = exchange.status() == 200
                && document.filter(jwt -> jwt.payload().path("iss").asText().equals(exchange.origin() + subject))
                        .isPresent();
        boolean inTime = document.filter(jwt -> jwt.payload().path("iat").asLong(Long.MAX_VALUE)
                                <= exchange.endedAt().getEpochSecond()
                        && jwt.payload().path("exp").asLong()
                                > exchange.startedAt().getEpochSecond())
                .isPresent();
        if (own && inTime) {
            findings.held(
                    "the signed configuration is of its subject and in force (ours does not offer the user flow)");
        } else {
            findings.problem("exchange " + exchange.number()
                    + ": the signed configuration is not of its subject, or not in" + " force");
        }
    }
}
