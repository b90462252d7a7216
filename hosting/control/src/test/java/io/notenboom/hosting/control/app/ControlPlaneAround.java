// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.custody.KeyPool;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.testkit.FreePorts;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** What a control plane needs around it: Redis, a custodian, API tokens of two people. */
public final class ControlPlaneAround implements QuarkusTestResourceLifecycleManager {

    static final String ALICE = "nbt_" + "A".repeat(43);
    static final String BOB = "nbt_" + "B".repeat(43);
    static final String READER = "nbt_" + "C".repeat(43);
    static final String ELSEWHERE = "nbt_" + "D".repeat(43);

    private @Nullable RedisServer redis;
    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        try {
            Path made = Files.createTempDirectory("control-plane");
            folder = made;
            int port = FreePorts.any();
            redis = new RedisServer(port);
            redis.start();
            Path passphrase = Files.writeString(made.resolve("passphrase"), "een lange wachtzin voor de test\n");
            SealedFileCustodianAdmin admin =
                    SealedFileCustodianAdmin.open(made.resolve("custody"), "hoster", passphrase);
            new KeyPool(admin, Set.of(KeyPurpose.AUDIT)).fill();
            return Map.ofEntries(
                    Map.entry("quarkus.http.test-port", Integer.toString(FreePorts.any())),
                    Map.entry("quarkus.management.test-port", "0"),
                    Map.entry("quarkus.redis.hosts", "redis://127.0.0.1:" + port),
                    Map.entry("notenboom.customer", "hoster"),
                    Map.entry("notenboom.mode", "dev"),
                    Map.entry("notenboom.data-dir", made.resolve("data").toString()),
                    Map.entry("notenboom.api-tokens", tokens(made).toString()),
                    Map.entry("notenboom.custody.dir", made.resolve("custody").toString()),
                    Map.entry("notenboom.custody.passphrase-file", passphrase.toString()),
                    Map.entry("notenboom.hosting.nodes", made.resolve("nodes").toString()),
                    Map.entry("notenboom.hosting.pace.waiting", "20ms"),
                    Map.entry("notenboom.hosting.pace.first-retry", "20ms"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path tokens(Path folder) throws IOException {
        List<String> entries = List.of(
                entry("alice", ALICE, "\"hosting:read\",\"hosting:write\",\"hosting:delete\",\"keys:rotate\""),
                entry("bob", BOB, "\"hosting:read\",\"hosting:write\",\"hosting:delete\""),
                entry("reader", READER, "\"hosting:read\""),
                entry("elsewhere", ELSEWHERE, "\"vdr:read\""));
        return Files.writeString(folder.resolve("tokens.json"), "{\"tokens\":[" + String.join(",", entries) + "]}");
    }

    private static String entry(String id, String token, String scopes) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
            return "{\"id\":\"" + id + "\",\"sha256\":\"" + hash + "\",\"scopes\":[" + scopes + "]}";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
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
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
