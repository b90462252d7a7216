// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.fakes.TestAuthority;
import io.notenboom.trust.x509.Pem;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** A public listener that asks for client certificates, and a reverse proxy that may hand them over. */
public final class GatewayNodeResource implements QuarkusTestResourceLifecycleManager {

    /** Key of the reverse proxy. */
    public static final String INGRESS_KEY = "i".repeat(40);

    /** Issues certificates of gateways. */
    public static final TestAuthority AUTHORITY = new TestAuthority("CN=Gateways", InstantSource.system());

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("gateways");
            Path key = Files.writeString(folder.resolve("ingress-key"), INGRESS_KEY + "\n");
            Path authorities = Files.writeString(folder.resolve("gateways.pem"), Pem.write(AUTHORITY.certificate()));
            return Map.of(
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
