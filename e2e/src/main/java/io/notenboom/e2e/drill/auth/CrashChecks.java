// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.WritesUnderFire;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The server is killed without warning while it works; what it acknowledged holds. */
final class CrashChecks {

    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final int KEYS_OF_A_SUBJECT = 8;

    private final AuthScene scene;
    private final Node replica;
    private final Supervision supervision;
    private final WritesUnderFire fire;
    private final String process;

    CrashChecks(AuthScene scene, Node replica, Supervision supervision) {
        this.scene = scene;
        this.replica = replica;
        this.supervision = supervision;
        this.fire = new WritesUnderFire(supervision);
        this.process = scene.node().processName(ServiceKind.AUTH);
    }

    void run(Drill drill) {
        drill.check(
                "killed while it gives tokens: those given are active",
                () -> fire.run(
                        process, number -> Optional.of(scene.token()), token -> settled(() -> scene.isActive(token))));
        drill.check(
                "killed while tokens are revoked: none comes back",
                () -> fire.run(
                        process, number -> revoked(scene.token()), token -> settled(() -> !scene.isActive(token))));
        drill.check(
                "killed while keys are rotated: each that was added is there",
                () -> fire.run(process, this::addedKey, method -> settled(() -> hasKey(method))));
        drill.check(
                "killed while credentials are revoked: none comes back",
                () -> fire.run(
                        process,
                        number -> revokedCredential(),
                        id -> settled(() -> scene.revokeCredential(id) == 409)));
        drill.check("killed after it gave a token: the presentation cannot be used again", this::nonceStaysUsed);
    }

    private interface Question {
        boolean ask();
    }

    /** The answer once the server is back. */
    private static boolean settled(Question question) {
        return Await.until("an answer after the crash", RECOVERY, () -> {
            try {
                return Optional.of(question.ask());
            } catch (StepFailure notBackYet) {
                return Optional.empty();
            }
        });
    }

    private Optional<String> revoked(String token) {
        return scene.revoke(token) == 200 ? Optional.of(token) : Optional.empty();
    }

    private Optional<String> revokedCredential() {
        String id = scene.issue(true).path("id").asText();
        return scene.revokeCredential(id) == 204 ? Optional.of(id) : Optional.empty();
    }

    /** Subject and id of the new key, with a space between. */
    private Optional<String> addedKey(int number) {
        String subject = "rotating-" + number / KEYS_OF_A_SUBJECT;
        if (scene.administrator()
                        .send("GET", "/internal/vdr/v2/subject/" + subject, null)
                        .status()
                == 404) {
            var unused = scene.subject(subject);
        }
        scene.node().fillKeyPool();
        JsonNode added = scene.administrator().post(keys(subject), Map.of());
        return Optional.of(subject + " " + added.path(0).path("id").asText());
    }

    private boolean hasKey(String added) {
        String[] words = added.split(" ");
        return scene.administrator().get(keys(words[0])).findValuesAsText("id").contains(words[1]);
    }

    private static String keys(String subject) {
        return "/internal/vdr/v2/subject/" + subject + "/verificationmethod";
    }

    /** Asked of the replica at once, and of the server itself when it is back. */
    private String nonceStaysUsed() {
        String presentation = scene.longestPresentation();
        AuthScene.Answer first = scene.ask(presentation);
        if (first.status() != 200) {
            throw new StepFailure("the presentation was refused at its first use: " + first);
        }
        CompletableFuture<Long> restart = CompletableFuture.supplyAsync(
                () -> supervision.killAndAwaitRestart(process), Thread::startVirtualThread);
        AuthScene.Answer atReplica = scene.send(scene.tokenRequest(replica, presentation));
        var unused = restart.join();
        AuthScene.Answer again = scene.ask(presentation);
        if (!description(atReplica).contains("used before") || again.status() != 400) {
            throw new StepFailure("the replica answered " + atReplica + ", the server itself later " + again);
        }
        return "at the replica: " + description(atReplica) + "; after the restart: " + description(again);
    }

    private static String description(AuthScene.Answer answer) {
        return answer.body().path("error_description").asText();
    }
}
