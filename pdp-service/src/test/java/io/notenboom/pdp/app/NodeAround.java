// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.redis.CustomerRedisUser;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A Redis and one stand-in for auth-service, registry, FHIR server and receiver. */
public final class NodeAround implements QuarkusTestResourceLifecycleManager {

    /** API token with all scopes. */
    public static final String TOKEN = "nbt_" + "a".repeat(43);

    /** API token with all scopes, for subject b only. */
    static final String TOKEN_OF_B = "nbt_" + "b".repeat(43);

    /** API token with a scope that this service does not ask for. */
    static final String TOKEN_ELSEWHERE = "nbt_" + "c".repeat(43);

    /** Where AuthZEN clients are told to find the service. */
    static final String BASE_URL = "https://pdp.example";

    private static final String CUSTOMER = "c7f3k2";

    /** The Tasks that the stand-in was sent. */
    static final SentTasks TASKS = new SentTasks();

    static @Nullable WireMockServer wireMock;
    static @Nullable LoopbackTls tls;
    private @Nullable RedisServer redis;

    /** The stand-in. */
    public static WireMockServer others() {
        return java.util.Objects.requireNonNull(wireMock);
    }

    /** What the public listener shows. */
    static LoopbackTls publicTls() {
        return java.util.Objects.requireNonNull(tls);
    }

    @Override
    public Map<String, String> start() {
        try {
            WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                    .dynamicPort()
                    .bindAddress("127.0.0.1")
                    .extensions(TASKS));
            server.start();
            wireMock = server;
            int port = FreePorts.any();
            Path folder = Files.createTempDirectory("pdp-test");
            Path users = Files.writeString(folder.resolve("users.acl"), CustomerRedisUser.aclFile(CUSTOMER));
            redis = RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("aclfile " + users)
                    .build();
            redis.start();
            Path tokens = Files.writeString(folder.resolve("tokens.json"), tokens());
            Path peerToken = Files.writeString(folder.resolve("peer-token"), "nbt_peer");
            Path password = Files.writeString(folder.resolve("password"), "secret");
            LoopbackTls shown = LoopbackTls.create(folder, Instant.now());
            tls = shown;
            String others = "http://127.0.0.1:" + server.port();
            return Map.ofEntries(
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("quarkus.management.test-port", "0"),
                    Map.entry("quarkus.redis.hosts", CustomerRedisUser.url(CUSTOMER, port)),
                    Map.entry("notenboom.listener.public.host", "127.0.0.1"),
                    Map.entry("notenboom.listener.public.port", "0"),
                    Map.entry(
                            "notenboom.listener.public.certificate",
                            shown.certificate().toString()),
                    Map.entry("notenboom.listener.public.key", shown.key().toString()),
                    Map.entry("notenboom.listener.public.client-certificates", "request"),
                    Map.entry("notenboom.customer", CUSTOMER),
                    Map.entry("notenboom.mode", "dev"),
                    Map.entry("notenboom.pdp.base-url", BASE_URL),
                    Map.entry("notenboom.pdp.profile", "seed/negotiation"),
                    Map.entry("notenboom.data-dir", folder.toString()),
                    Map.entry("notenboom.api-tokens", tokens.toString()),
                    Map.entry("notenboom.outbound.allow", "127.0.0.1/32"),
                    Map.entry("notenboom.peer-service.auth.url", others),
                    Map.entry("notenboom.peer-service.auth.token-file", peerToken.toString()),
                    Map.entry("notenboom.peer-service.registry.url", others),
                    Map.entry("notenboom.peer-service.registry.token-file", peerToken.toString()),
                    Map.entry("notenboom.pdp.fhir.base-url", others + "/backend"),
                    Map.entry("notenboom.pdp.fhir.public-base-url", "https://sender.example/fhir"),
                    Map.entry("notenboom.pdp.fhir.username", "pdp"),
                    Map.entry("notenboom.pdp.fhir.password-file", password.toString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String tokens() {
        return """
                {"tokens":[{"id":"test","sha256":"%s","scopes":["pdp:read","pdp:write","pdp:decide","pdp:admin","pdp:explain","pdp:audit","pdp:try"]},
                           {"id":"of-b","sha256":"%s","scopes":["admin"],"subjects":["b"]},
                           {"id":"elsewhere","sha256":"%s","scopes":["vdr:read"]}]}
                """.formatted(sha256(TOKEN), sha256(TOKEN_OF_B), sha256(TOKEN_ELSEWHERE));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public void stop() {
        try {
            if (redis != null) {
                redis.stop();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            if (wireMock != null) {
                wireMock.stop();
            }
        }
    }
}
