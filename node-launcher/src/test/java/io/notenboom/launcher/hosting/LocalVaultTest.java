// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.launcher.node.DevelopmentAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalVaultTest {

    private static final String POLICY = """
            path "auth/token/lookup-self" { capabilities = ["read"] }
            path "sys/mounts" { capabilities = ["read"] }
            """;

    @TempDir
    Path folder;

    @Test
    void itIsSetUpOnceAndUnsealsItselfWhenItStartsAgain() throws Exception {
        Path program = LocalVault.program(Path.of("..")).orElse(null);
        Assumptions.assumeTrue(program != null, "no OpenBao here (NOTENBOOM_BAO, or bao on the path)");
        DevelopmentAuthority authority =
                DevelopmentAuthority.keptIn(folder.resolve("authority"), InstantSource.system());
        Path root = folder.resolve("vault");
        try {
            LocalVault first = new LocalVault(root, program, authority);
            first.start(POLICY);
            String token = Files.readString(first.tokenFile());
            assertThat(read(first, authority, token, "sys/mounts")).isEqualTo(200);
            assertThat(read(first, authority, token, "sys/policies/acl/root")).isEqualTo(403);

            assertThat(root.resolve("tokens/root.token"))
                    .as("nobody needs it any more")
                    .doesNotExist();
            assertThat(root.resolve("tokens/seal.key")).hasSize(32);

            LocalVault.end(root);
            LocalVault again = new LocalVault(root, program, authority);
            again.start(POLICY);
            again.start(POLICY);
            assertThat(again.address()).isEqualTo(first.address());
            assertThat(read(again, authority, token, "auth/token/lookup-self")).isEqualTo(200);
        } finally {
            LocalVault.end(root);
        }
    }

    private static int read(LocalVault vault, DevelopmentAuthority authority, String token, String path)
            throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(authority.trusted()).build()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(vault.address() + "/v1/" + path))
                                    .header("X-Vault-Token", token)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
