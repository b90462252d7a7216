// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultRefusedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An AppRole whose secret id comes wrapped, in a file: whoever delivers it cannot read it without being found out. It is
 * unwrapped once and stays in memory, and, if a file is named for that, on disk for the next start of the service; a
 * wrapping token that was used before by somebody else is an alarm, since they may hold the secret id now.
 */
public final class AppRoleLogin implements VaultLogin {

    private static final System.Logger ALARM = System.getLogger("io.notenboom.custody.alarm");

    private final String mount;
    private final String role;
    private final String roleId;
    private final Supplier<Secret> wrappedSecretId;
    private final String place;
    private final @Nullable KeptSecretId kept;
    private @Nullable Secret unwrapped;
    private @Nullable Secret secretId;

    /**
     * An AppRole of a customer.
     *
     * @param mount path of the auth method, usually {@code approle}
     * @param role name of the role; a secret id that was wrapped for another is refused
     * @param roleId id of the role, no secret
     * @param wrappedSecretId file with the wrapping token
     * @param kept file, readable by its owner only, in which the secret id is kept, so that a restart needs no new one; null =
     *     in memory only
     */
    public AppRoleLogin(String mount, String role, String roleId, Path wrappedSecretId, @Nullable Path kept) {
        this.mount = mount;
        this.role = role;
        this.roleId = roleId;
        this.wrappedSecretId = () -> CredentialFile.read(wrappedSecretId, "a wrapped secret id");
        this.place = wrappedSecretId.toString();
        this.kept = kept == null ? null : new KeptSecretId(kept);
    }

    private AppRoleLogin(String mount, String role, String roleId, Secret wrappedSecretId) {
        this.mount = mount;
        this.role = role;
        this.roleId = roleId;
        this.wrappedSecretId = () -> wrappedSecretId;
        this.place = "this process";
        this.kept = null;
    }

    /** A login with a wrapped secret id that this process got itself. */
    public static AppRoleLogin here(String mount, String role, String roleId, Secret wrappedSecretId) {
        return new AppRoleLogin(mount, role, roleId, wrappedSecretId);
    }

    @Override
    public LoginToken login(VaultHttp http, Instant now, Deadline deadline) {
        Secret wrapping = wrappedSecretId.get();
        if (secretId == null || !wrapping.equals(unwrapped)) {
            unwrap(wrapping, http, deadline);
        }
        Secret shown = secretId;
        if (shown == null) {
            throw used();
        }
        try {
            return LoginToken.of(
                    http.send(
                                    VaultCall.write(
                                            "auth/" + mount + "/login",
                                            StrictJson.newObject()
                                                    .put("role_id", roleId)
                                                    .put("secret_id", shown.reveal())),
                                    null,
                                    deadline)
                            .auth(),
                    now);
        } catch (VaultRefusedException refused) {
            throw new CustodyException(
                    "the Vault does not accept the secret id of " + role + " any more; wrap a new one into " + place,
                    refused);
        }
    }

    /** Unwraps; one that was used stays refused until another one is in the file. */
    private void unwrap(Secret wrapping, VaultHttp http, Deadline deadline) {
        if (wrapping.equals(unwrapped)) {
            throw used();
        }
        Secret earlier = kept == null ? null : kept.read(wrapping).orElse(null);
        if (earlier != null) {
            unwrapped = wrapping;
            secretId = earlier;
            return;
        }
        try {
            JsonNode about = http.send(
                            VaultCall.write(
                                    "sys/wrapping/lookup",
                                    StrictJson.newObject().put("token", wrapping.reveal())),
                            null,
                            deadline)
                    .data();
            String madeBy = about.path("creation_path").asText();
            if (!madeBy.equals("auth/" + mount + "/role/" + role + "/secret-id")) {
                throw alarm("the wrapping token in " + place + " was not made for a secret id of " + role
                        + ": somebody put it there in place of ours; nothing was unwrapped");
            }
            Secret secret = Secret.of(
                    http.send(VaultCall.write("sys/wrapping/unwrap", StrictJson.newObject()), wrapping, deadline)
                            .data()
                            .path("secret_id")
                            .asText());
            unwrapped = wrapping;
            secretId = secret;
            if (kept != null) {
                kept.write(wrapping, secret);
            }
        } catch (VaultRefusedException refused) {
            unwrapped = wrapping;
            secretId = null;
            throw alarm(message());
        }
    }

    private String message() {
        return "the wrapping token in " + place + " was used before or has ended: if this service was started twice"
                + " with it, or too late, wrap a new secret id; if not, somebody else may hold the secret id of " + role
                + ": wrap a new one, which ends the old one, and find out who read the file";
    }

    private static CustodyException alarm(String message) {
        ALARM.log(System.Logger.Level.ERROR, message);
        return new CustodyException(message);
    }

    private CustodyException used() {
        return new CustodyException(message());
    }

    @Override
    public String toString() {
        return "AppRoleLogin[" + role + "]";
    }
}
