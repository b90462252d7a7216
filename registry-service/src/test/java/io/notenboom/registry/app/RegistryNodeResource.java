// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A node that is the Foundation and a vendor at once, in development mode, with its own Redis, keys and tokens. */
public final class RegistryNodeResource implements QuarkusTestResourceLifecycleManager {

    /** Token with scope {@code admin}. */
    public static final String ADMIN = "nbt_" + "A".repeat(43);

    /** Token with scope {@code registry:read}. */
    public static final String READER = "nbt_" + "B".repeat(43);

    /** Token with scope {@code admin} for the care organisation's subject a only. */
    public static final String OF_SUBJECT = "nbt_" + "C".repeat(43);

    /** Token with a scope that this service does not ask for. */
    public static final String ELSEWHERE = "nbt_" + "D".repeat(43);

    private static final String CUSTOMER = "testcu";

    private @Nullable RedisServer redis;
    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        try {
            Path made = Files.createTempDirectory("registry-node");
            folder = made;
            int redisPort = FreePorts.any();
            Path users = Files.writeString(made.resolve("users.acl"), CustomerRedisUser.aclFile(CUSTOMER));
            redis = RedisServer.newRedisServer()
                    .port(redisPort)
                    .setting("bind 127.0.0.1")
                    .setting("aclfile " + users)
                    .build();
            redis.start();
            int httpPort = FreePorts.any();
            Path passphrase = Files.writeString(made.resolve("passphrase"), "een lange wachtzin voor de test\n");
            Path tokens = Files.writeString(made.resolve("tokens.json"), tokens());
            Path foundationToken = Files.writeString(made.resolve("foundation-token"), ADMIN + "\n");
            fillCustody(made.resolve("custody"), passphrase);
            return Map.ofEntries(
                    Map.entry("quarkus.http.test-port", Integer.toString(httpPort)),
                    Map.entry("quarkus.management.test-port", "0"),
                    Map.entry("quarkus.redis.hosts", CustomerRedisUser.url(CUSTOMER, redisPort)),
                    Map.entry("quarkus.redis.bus.hosts", CustomerRedisUser.url(CUSTOMER, redisPort)),
                    Map.entry("notenboom.customer", CUSTOMER),
                    Map.entry("notenboom.mode", "dev"),
                    Map.entry("notenboom.data-dir", made.resolve("data").toString()),
                    Map.entry("notenboom.api-tokens", tokens.toString()),
                    Map.entry("notenboom.custody.dir", made.resolve("custody").toString()),
                    Map.entry("notenboom.custody.passphrase-file", passphrase.toString()),
                    Map.entry("notenboom.outbound.allow", "127.0.0.1/32"),
                    Map.entry("notenboom.listener.peer.port", Integer.toString(FreePorts.any())),
                    Map.entry(
                            "notenboom.denylist.sources.test.file",
                            made.resolve("denylist.jws").toString()),
                    Map.entry(
                            "notenboom.denylist.sources.test.keys-file",
                            TestDenylist.keysFile(made).toString()),
                    Map.entry(
                            "notenboom.registry.denylist.file",
                            made.resolve("denylist.jws").toString()),
                    Map.entry(
                            "notenboom.registry.denylist.keys-file",
                            made.resolve("denylist-keys.json").toString()),
                    Map.entry("notenboom.registry.mcsd.base-url", "http://127.0.0.1:" + httpPort + "/mcsd/"),
                    Map.entry("notenboom.registry.network", "test"),
                    Map.entry("notenboom.registry.foundation.enabled", "true"),
                    Map.entry("notenboom.registry.foundation.url", "http://127.0.0.1:" + httpPort),
                    Map.entry("notenboom.registry.foundation.token-file", foundationToken.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fillCustody(Path custody, Path passphrase) {
        SealedFileCustodianAdmin admin = SealedFileCustodianAdmin.open(custody, CUSTOMER, passphrase);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            for (int i = 0; i < 4; i++) {
                var unused = admin.create(purpose);
            }
        }
    }

    private static String tokens() {
        return "{\"tokens\":[{\"id\":\"admin\",\"sha256\":\"" + sha256(ADMIN) + "\",\"scopes\":[\"admin\"]},"
                + "{\"id\":\"reader\",\"sha256\":\"" + sha256(READER) + "\",\"scopes\":[\"registry:read\"]},"
                + "{\"id\":\"of-a\",\"sha256\":\"" + sha256(OF_SUBJECT)
                + "\",\"scopes\":[\"admin\"],\"subjects\":[\"a\"]},"
                + "{\"id\":\"elsewhere\",\"sha256\":\"" + sha256(ELSEWHERE) + "\",\"scopes\":[\"vdr:read\"]}]}";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (redis != null) {
                redis.stop();
            }
            if (folder != null) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
