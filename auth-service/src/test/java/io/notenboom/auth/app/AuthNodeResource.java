// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.redis.CustomerRedisUser;
import io.notenboom.trust.key.KeyPurpose;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import redis.embedded.RedisServer;

/** What one auth-service needs: Redis, a custodian with keys, certificates, API tokens and policies, all in a folder of its own. */
public final class AuthNodeResource implements QuarkusTestResourceLifecycleManager {

    /** API token with every scope. */
    public static final String ADMIN_TOKEN = "nbt_" + "a".repeat(43);

    /** API token for introspection of tokens that subject b gave. */
    public static final String LIMITED_TOKEN = "nbt_" + "b".repeat(43);

    /** API token with every scope, for subject b5 only. */
    public static final String SUBJECT_TOKEN = "nbt_" + "c".repeat(43);

    /** API token with a scope that this service does not ask for. */
    public static final String ELSEWHERE_TOKEN = "nbt_" + "d".repeat(43);

    /** Customer id. */
    public static final String CUSTOMER = "c7f3k2";

    private static final int KEYS = 40;

    /** What the registry of the node answers. */
    public static final StubRegistry REGISTRY = new StubRegistry();

    private RedisServer redis;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("auth-service-test");
            int redisPort = FreePorts.any();
            int publicPort = FreePorts.any();
            redis = RedisServer.newRedisServer()
                    .port(redisPort)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .setting("aclfile "
                            + Files.writeString(folder.resolve("users.acl"), CustomerRedisUser.aclFile(CUSTOMER)))
                    .build();
            redis.start();
            Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse battery staple");
            SealedFileCustodianAdmin admin =
                    SealedFileCustodianAdmin.open(folder.resolve("custody"), CUSTOMER, passphrase);
            for (int index = 0; index < KEYS; index++) {
                admin.create(KeyPurpose.DID);
            }
            TestCertificates.write(folder);
            Path policies = Files.createDirectories(folder.resolve("policies"));
            Files.writeString(policies.resolve("eoverdracht.json"), TestNode.POLICY);
            Files.writeString(policies.resolve("broken.json"), "{");
            Files.writeString(folder.resolve("tokens.json"), tokens());
            Files.writeString(folder.resolve("peer-token"), "nbt_peer");
            Map<String, String> configuration = configuration(folder, redisPort, publicPort);
            configuration.put("notenboom.peer-service.registry.url", REGISTRY.start());
            configuration.put(
                    "notenboom.peer-service.registry.token-file",
                    folder.resolve("peer-token").toString());
            return configuration;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        REGISTRY.stop();
        try {
            if (redis != null) {
                redis.stop();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, String> configuration(Path folder, int redisPort, int publicPort) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("notenboom.customer", CUSTOMER);
        configuration.put("notenboom.mode", "dev");
        configuration.put("notenboom.data-dir", folder.toString());
        configuration.put("notenboom.public-url", "https://localhost:" + publicPort);
        configuration.put("notenboom.listener.public.host", "127.0.0.1");
        configuration.put("notenboom.listener.public.port", Integer.toString(publicPort));
        configuration.put(
                "notenboom.listener.public.certificate",
                folder.resolve("server.pem").toString());
        configuration.put(
                "notenboom.listener.public.key",
                folder.resolve("server-key.pem").toString());
        configuration.put("notenboom.custody.dir", folder.resolve("custody").toString());
        configuration.put(
                "notenboom.custody.passphrase-file",
                folder.resolve("passphrase").toString());
        configuration.put("notenboom.api-tokens", folder.resolve("tokens.json").toString());
        configuration.put("notenboom.outbound.trust", folder.resolve("ca.pem").toString());
        configuration.put("notenboom.outbound.allow", "127.0.0.1/32,::1/128");
        configuration.put(
                "notenboom.auth.policy-dir", folder.resolve("policies").toString());
        configuration.put("notenboom.auth.token.lifetime-seconds-by-scope.\"eOverdracht-receiver\"", "600");
        configuration.put("notenboom.auth.security.trusted-proxies", "127.0.0.1/32");
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("quarkus.management.test-port", "0");
        configuration.put("quarkus.redis.hosts", CustomerRedisUser.url(CUSTOMER, redisPort));
        return configuration;
    }

    private static String tokens() {
        return """
                {"tokens":[{"id":"admin","sha256":"%s","scopes":["admin"]},
                           {"id":"limited","sha256":"%s","scopes":["auth:introspect"],"subjects":["b"]},
                           {"id":"subject","sha256":"%s","scopes":["admin"],"subjects":["b5"]},
                           {"id":"elsewhere","sha256":"%s","scopes":["pdp:read"]}]}
                """.formatted(
                        sha256(ADMIN_TOKEN), sha256(LIMITED_TOKEN), sha256(SUBJECT_TOKEN), sha256(ELSEWHERE_TOKEN));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
