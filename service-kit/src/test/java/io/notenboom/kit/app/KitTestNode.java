// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Settings, tokens and certificates of the node that the tests run. */
public final class KitTestNode implements QuarkusTestResourceLifecycleManager {

    public static final String READ_TOKEN = "nbt_" + "r".repeat(43);
    public static final String ADMIN_TOKEN = "nbt_" + "a".repeat(43);
    public static final String SLOW_TOKEN = "nbt_" + "s".repeat(43);
    public static final String LIVE_TOKEN = "nbt_" + "l".repeat(43);
    public static final String EXPIRED_TOKEN = "nbt_" + "e".repeat(43);
    public static final TestCertificates PUBLIC = TestCertificates.selfSigned("public");

    /** The files of the public listener. */
    public record PublicFiles(Path certificate, Path key) {}

    /** Where the files are is told by a system property: the test may be in another class loader than this. */
    public static PublicFiles publicFiles() {
        Path folder = Path.of(System.getProperty(KitTestNode.class.getName()));
        return new PublicFiles(folder.resolve("public.pem"), folder.resolve("public.key"));
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("kit-test");
            System.setProperty(KitTestNode.class.getName(), folder.toString());
            Path tokens = Files.writeString(folder.resolve("tokens.json"), tokenFile(true));
            Map<String, String> settings = new HashMap<>();
            settings.put("notenboom.service", "kit");
            settings.put("notenboom.customer", "c7f3k2");
            settings.put("notenboom.mode", "dev");
            settings.put("notenboom.data-dir", folder.toString());
            settings.put("notenboom.api-tokens", tokens.toString());
            settings.put("notenboom.listener.public.port", "0");
            settings.put(
                    "notenboom.listener.public.certificate",
                    PUBLIC.writeCertificate(folder.resolve("public.pem")).toString());
            settings.put(
                    "notenboom.listener.public.key",
                    PUBLIC.writeKey(folder.resolve("public.key")).toString());
            settings.put("notenboom.listener.peer.port", "0");
            settings.put("notenboom.limits.api-tokens.slow", "1");
            settings.put("notenboom.live.max-clients", "2");
            settings.put("notenboom.live.heartbeat", "200ms");
            settings.put("notenboom.some-service.of-its-own", "x");
            settings.put("quarkus.http.test-port", "0");
            settings.put("quarkus.management.test-port", "0");
            return settings;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Writes the file of tokens again, with or without {@link #LIVE_TOKEN}. */
    public static void writeTokens(boolean live) throws IOException {
        Path folder = Path.of(System.getProperty(KitTestNode.class.getName()));
        Path fresh = Files.writeString(folder.resolve("tokens.new"), tokenFile(live));
        Files.move(fresh, folder.resolve("tokens.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String tokenFile(boolean live) {
        String liveToken = "{\"id\":\"live\",\"sha256\":\"" + sha256(LIVE_TOKEN) + "\",\"scopes\":[\"things:read\"]},";
        return "{\"tokens\":["
                + (live ? liveToken : "")
                + "{\"id\":\"reader\",\"sha256\":\"" + sha256(READ_TOKEN)
                + "\",\"scopes\":[\"things:read\"],\"subjects\":[\"a\"]},"
                + "{\"id\":\"slow\",\"sha256\":\"" + sha256(SLOW_TOKEN) + "\",\"scopes\":[\"things:read\"]},"
                + "{\"id\":\"root\",\"sha256\":\"" + sha256(ADMIN_TOKEN) + "\",\"scopes\":[\"admin\"]},"
                + "{\"id\":\"old\",\"sha256\":\"" + sha256(EXPIRED_TOKEN)
                + "\",\"scopes\":[\"admin\"],\"expires\":\"2020-01-01T00:00:00Z\"}]}";
    }

    public static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void stop() {}
}
