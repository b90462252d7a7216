// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A token from a file: for development and for a host's tools. Read again when the token is gone.
 *
 * @param file holds the token
 */
public record TokenFileLogin(Path file) implements VaultLogin {

    @Override
    public LoginToken login(VaultHttp http, Instant now, Deadline deadline) {
        Secret token = CredentialFile.read(file, "a token of the Vault");
        try {
            JsonNode about = http.send(VaultCall.read("auth/token/lookup-self"), token, deadline)
                    .data();
            return new LoginToken(
                    token,
                    now,
                    Duration.ofSeconds(Math.max(0, about.path("ttl").asLong())),
                    about.path("renewable").asBoolean());
        } catch (VaultRefusedException refused) {
            throw new CustodyException(
                    "the Vault does not accept the token in " + file + "; put a new one there", refused);
        }
    }
}
