// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import io.notenboom.custody.CustodyException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultRefusedException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The service account of a pod, shown by its projected token.
 *
 * @param mount path of the auth method, usually {@code kubernetes}
 * @param role role of the customer
 * @param tokenFile the projected token; Kubernetes writes a new one before it ends
 */
public record KubernetesLogin(String mount, String role, Path tokenFile) implements VaultLogin {

    @Override
    public LoginToken login(VaultHttp http, Instant now, Deadline deadline) {
        Secret jwt = CredentialFile.read(tokenFile, "a token of the service account");
        try {
            return LoginToken.of(
                    http.send(
                                    VaultCall.write(
                                            "auth/" + mount + "/login",
                                            StrictJson.newObject()
                                                    .put("role", role)
                                                    .put("jwt", jwt.reveal())),
                                    null,
                                    deadline)
                            .auth(),
                    now);
        } catch (VaultRefusedException refused) {
            throw new CustodyException(
                    "the Vault does not let the service account in as " + role
                            + "; see whether the role exists and is bound to this namespace, account and audience",
                    refused);
        }
    }
}
