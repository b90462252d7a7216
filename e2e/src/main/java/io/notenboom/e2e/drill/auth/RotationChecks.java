// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.testkit.redis.CustomerRedisUser;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rotates everything of an authorization server while it is used, then loses a key. */
final class RotationChecks {

    private static final String API = "/auth/v1/rotations";
    private static final String KIND = "did-key";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT_LIFE = Duration.ofMinutes(10);
    private static final String OTHER_PASSWORD = "another-password-of-a-customer";

    private final AuthScene scene;
    private final Node replica;
    private final RedisProcess redis;
    private final AuthNodes nodes;
    private String presented = "";

    RotationChecks(RotationDrill.Pair pair, AuthNodes nodes) {
        this.scene = pair.scene();
        this.replica = pair.replica();
        this.redis = pair.redis().primary();
        this.nodes = nodes;
    }

    void run(Drill drill) {
        JsonNode token = apiToken();
        try (RotationTraffic traffic = new RotationTraffic(scene, nodes.client(), RotationDrill.KEPT, secret(token))) {
            traffic.start();
            drill.check("a preview tells what would happen, and changes nothing", this::preview);
            drill.check("the key of a DID: the next one is published, then signs", () -> rotateKey(traffic));
            drill.check("the one before stays, because a credential of it counts", this::firstKeyStays);
            drill.check("an API token: both secrets are good", () -> rotateApiToken(traffic, token));
            drill.check("the certificate of the public listener, without a restart", () -> rotateCertificate(traffic));
            drill.check("the password of Redis, one replica after the other", () -> rotatePassword(traffic));
            drill.check("a key leaves when the last of what it signed is revoked or ended", () -> retire(traffic));
            drill.check("a lost key: what it signed is refused, and issued again", () -> lose(traffic));
        }
    }

    private JsonNode apiToken() {
        return scene.administrator()
                .post("/auth/v1/api-tokens", Map.of("name", "gateway", "scopes", List.of("auth:introspect")));
    }

    private static Secret secret(JsonNode token) {
        return Secret.of(token.path("token").asText(token.path("secret").asText()));
    }

    private JsonNode rotation() {
        for (JsonNode one : scene.administrator().get(API + "?kind=" + KIND).path("rotations")) {
            if (one.path("id").asText().equals(scene.did())) {
                return one;
            }
        }
        throw new StepFailure("the DID is not in the list of rotations");
    }

    private String active() {
        return inState("active").orElseThrow(() -> new StepFailure("no key is active"));
    }

    private Optional<String> inState(String state) {
        for (JsonNode key : rotation().path("keys")) {
            if (key.path("state").asText().equals(state)) {
                return Optional.of(key.path("id").asText());
            }
        }
        return Optional.empty();
    }

    private String state(String id) {
        for (JsonNode key : rotation().path("keys")) {
            if (key.path("id").asText().equals(id)) {
                return key.path("state").asText();
            }
        }
        return "gone";
    }

    private String preview() {
        JsonNode before = rotation();
        JsonNode answer = scene.administrator()
                .post(API + "/preview", Map.of("kind", KIND, "id", scene.did(), "emergency", true));
        String effect = answer.path("steps").path(0).path("effect").asText();
        if (!effect.contains("credentials")) {
            throw new StepFailure("the preview does not tell what would stop being verifiable: " + answer);
        }
        if (!before.path("keys")
                        .path(0)
                        .path("id")
                        .equals(rotation().path("keys").path(0).path("id"))
                || rotation().path("keys").size() != before.path("keys").size()) {
            throw new StepFailure("the preview changed something");
        }
        return effect.replaceAll(" until .*", "");
    }

    private String rotateKey(RotationTraffic traffic) {
        String before = active();
        String next = begin();
        if (!active().equals(before)) {
            throw new StepFailure("the next key signed before others could know it");
        }
        Await.until("the next key signs", PATIENCE, () -> inState("active").filter(next::equals));
        // longer than anybody keeps a document: whatever he kept, he needed the new key meanwhile
        pause(RotationDrill.KEPT);
        return traffic.requireNothingRefused();
    }

    private String begin() {
        scene.node().fillKeyPool();
        Map<String, String> what = Map.of("kind", KIND, "id", scene.did());
        String next = published(scene.administrator().post(API, what));
        if (!published(scene.administrator().post(API, what)).equals(next)) {
            throw new StepFailure("beginning twice began twice");
        }
        return next;
    }

    private static String published(JsonNode rotation) {
        for (JsonNode key : rotation.path("keys")) {
            if (key.path("state").asText().equals("published")) {
                return key.path("id").asText();
            }
        }
        throw new StepFailure("no key is published: " + rotation);
    }

    private String firstKeyStays() {
        String first = inState("retiring").orElseThrow(() -> new StepFailure("no key is retiring"));
        pause(Duration.ofSeconds(5));
        if (!state(first).equals("retiring")) {
            throw new StepFailure("it left although a credential of it counts");
        }
        AuthScene.Answer answer = scene.ask(replica, scene.credential());
        if (answer.status() != 200) {
            throw new StepFailure("a credential that it signed was refused: " + answer);
        }
        return "a token on that credential";
    }

    private String rotateApiToken(RotationTraffic traffic, JsonNode token) {
        JsonNode rotated = scene.administrator()
                .post(API, Map.of("kind", "api-token", "id", token.path("id").asText()));
        pause(Duration.ofSeconds(1));
        String before = traffic.requireNothingRefused();
        traffic.useApiToken(secret(rotated));
        pause(Duration.ofSeconds(1));
        return "with the former " + before + ", with the new " + traffic.requireNothingRefused();
    }

    private String rotateCertificate(RotationTraffic traffic) throws IOException {
        X509Certificate before = ShownCertificate.of(scene.node());
        nodes.replaceCertificate(scene.node());
        Await.until("new connections see the new certificate", PATIENCE, () -> {
            X509Certificate shown = ShownCertificate.of(scene.node());
            return shown.equals(before) ? Optional.empty() : Optional.of(shown);
        });
        return traffic.requireNothingRefused();
    }

    private String rotatePassword(RotationTraffic traffic) {
        String user = AuthNodes.CUSTOMER;
        run(RedisAcl.addPassword(user, PasswordHash.of(OTHER_PASSWORD)));
        run(RedisAcl.save());
        String url = CustomerRedisUser.url(user, redis.port()).replace(CustomerRedisUser.PASSWORD, OTHER_PASSWORD);
        List<String> options = List.of("-Dquarkus.redis.hosts=" + url);
        replica.restart(ServiceKind.AUTH, options);
        traffic.sendTo(replica);
        scene.node().restart(ServiceKind.AUTH, options);
        traffic.sendTo(scene.node());
        run(RedisAcl.removePassword(user, PasswordHash.of(CustomerRedisUser.PASSWORD)));
        run(RedisAcl.save());
        pause(Duration.ofSeconds(2));
        String done = traffic.requireNothingRefused();
        requireRefused(user, CustomerRedisUser.PASSWORD);
        return done + ", and the former one is refused";
    }

    private void requireRefused(String user, String password) {
        String answer;
        try {
            answer = redis.command("auth", user, password);
        } catch (IllegalStateException refused) {
            answer = String.valueOf(refused.getMessage());
        }
        if (!answer.contains("WRONGPASS")) {
            throw new StepFailure("the former password is still good");
        }
    }

    private void run(List<String> command) {
        String answer = redis.command(command.toArray(String[]::new));
        if (!answer.strip().equals("OK")) {
            throw new StepFailure("Redis answered " + answer + " to " + command.getFirst());
        }
    }

    private String retire(RotationTraffic traffic) {
        JsonNode held = scene.issue(true, SHORT_LIFE);
        traffic.present(held.path("credential").asText());
        String second = active();
        String third = begin();
        Await.until("the third key signs", PATIENCE, () -> inState("active").filter(third::equals));
        presented = scene.issue(true, SHORT_LIFE).path("credential").asText();
        traffic.present(presented);
        pause(Duration.ofSeconds(1));
        String done = traffic.requireNothingRefused();
        if (!state(second).equals("retiring")) {
            throw new StepFailure("the key is " + state(second) + " although a credential of it counts");
        }
        if (scene.revokeCredential(held.path("id").asText()) != 204) {
            throw new StepFailure("the credential was not revoked");
        }
        Await.until("nothing of the second key is left", PATIENCE, () -> Optional.of(state(second))
                .filter("retired"::equals));
        RelyingParty reader = new RelyingParty(nodes.client(), scene::node, RotationDrill.KEPT, scene.clock());
        if (reader.documentHas(new Did(scene.did()), second)) {
            throw new StepFailure("the document still has the key");
        }
        return done;
    }

    private String lose(RotationTraffic traffic) {
        String done = traffic.requireNothingRefused();
        traffic.close();
        String lost = active();
        scene.node().fillKeyPool();
        String token =
                scene.ask(scene.node(), presented).body().path("access_token").asText();
        String path = API + "/" + KIND + "/" + encode(scene.did()) + "/emergency";
        JsonNode answer = scene.administrator().post(path, Map.of("key", lost));
        AuthScene.Answer refused = scene.ask(replica, presented);
        if (refused.status() == 200 || scene.isActive(token)) {
            throw new StepFailure("what the lost key signed still counts: " + refused);
        }
        String replacement = replacement();
        AuthScene.Answer accepted = scene.ask(replica, replacement);
        if (accepted.status() != 200) {
            throw new StepFailure("the credential that was issued again is refused: " + accepted);
        }
        JsonNode again = scene.administrator().post(path, Map.of("key", lost));
        if (!again.path("keys")
                .path(0)
                .path("id")
                .equals(answer.path("keys").path(0).path("id"))) {
            throw new StepFailure("repeating it changed the key again");
        }
        return refused.error() + " for the old one, a token for the new one; before: " + done;
    }

    /** The credential of the client that was issued last. */
    private String replacement() {
        JsonNode found = scene.administrator()
                .get("/internal/vcr/v2/issuer/vc/search?issuer=" + encode(scene.did()) + "&subject="
                        + encode(scene.client()));
        for (JsonNode one : found.path("verifiableCredentials")) {
            String text = one.path("verifiableCredential").asText();
            if (!one.has("revocation") && !text.equals(scene.credential()) && AuthScene.isOfKey(text, active())) {
                return text;
            }
        }
        throw new StepFailure("no credential was issued again");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure("interrupted");
        }
    }
}
