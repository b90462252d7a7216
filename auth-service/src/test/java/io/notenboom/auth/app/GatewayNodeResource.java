// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.fakes.TestAuthority;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A public listener that asks for client certificates, and a reverse proxy that may hand them over. */
public final class GatewayNodeResource implements QuarkusTestResourceLifecycleManager {

    /** Key of the reverse proxy. */
    public static final String INGRESS_KEY = "i".repeat(40);

    /** Issues certificates of gateways. */
    public static final TestAuthority AUTHORITY = new TestAuthority("CN=Gateways", InstantSource.system());

    private static final String DENYLIST = GatewayNodeResource.class.getName() + ".denylist";
    private static final KeyPair DENYLIST_KEY = denylistKey();

    private static KeyPair denylistKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts a certificate, and no other, on the denylist that the node follows. */
    public static void deny(X509Certificate certificate) throws IOException {
        Instant now = Instant.now();
        Files.writeString(
                Path.of(System.getProperty(DENYLIST)),
                Denylist.sign(
                        List.of(DenylistEntry.of(certificate, "test")),
                        now.toEpochMilli(),
                        now,
                        null,
                        JwsSigner.inMemory(SignatureAlgorithm.EDDSA, DENYLIST_KEY.getPrivate())));
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("gateways");
            System.setProperty(DENYLIST, folder.resolve("denylist.jws").toString());
            Path keys = Files.writeString(
                    folder.resolve("denylist-keys.json"),
                    Jwk.of(DENYLIST_KEY.getPublic()).json().toString());
            Path key = Files.writeString(folder.resolve("ingress-key"), INGRESS_KEY + "\n");
            Path authorities = Files.writeString(folder.resolve("gateways.pem"), Pem.write(AUTHORITY.certificate()));
            return Map.of(
                    "notenboom.denylist.sources.test.file",
                    System.getProperty(DENYLIST),
                    "notenboom.denylist.sources.test.keys-file",
                    keys.toString(),
                    "notenboom.denylist.when-too-old.credentials",
                    "soft-fail",
                    "notenboom.listener.public.client-certificates",
                    "request",
                    "notenboom.listener.public.ingress-key-file",
                    key.toString(),
                    "notenboom.auth.sender.certificate-authorities",
                    authorities.toString(),
                    "notenboom.auth.introspection.max-resource-servers",
                    "20");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        // the system cleans its folder of temporary files
    }
}
