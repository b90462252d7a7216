// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import io.notenboom.gateway.model.AbsoluteFile;
import io.notenboom.gateway.model.GatewayModel;
import io.notenboom.gateway.model.InvalidGatewayModelException;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secrets that a gateway's configuration must hold. */
public final class GatewaySecrets {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~+/=-]{16,256}");
    private static final int MAX_FILE_BYTES = 4_096;

    private final @Nullable Secret pepKey;
    private final @Nullable Secret backendAuthorization;

    private GatewaySecrets(@Nullable Secret pepKey, @Nullable Secret backendAuthorization) {
        this.pepKey = pepKey;
        this.backendAuthorization = backendAuthorization;
    }

    /**
     * Reads the files that the model names.
     *
     * @throws InvalidGatewayModelException if one is missing or holds something else
     */
    public static GatewaySecrets read(GatewayModel model) {
        Secret key = pepKey(model.pdp().keyFile());
        var credentials = model.fhir().credentials();
        if (credentials == null) {
            return new GatewaySecrets(key, null);
        }
        String password = firstLine(credentials.passwordFile().path(), "fhir.credentials.passwordFile");
        String pair = credentials.username() + ":" + password;
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new GatewaySecrets(key, Secret.of("Basic " + encoded));
    }

    private static @Nullable Secret pepKey(@Nullable AbsoluteFile file) {
        if (file == null) {
            return null;
        }
        String key = firstLine(file.path(), "pdp.keyFile");
        if (!KEY.matcher(key).matches()) {
            throw new InvalidGatewayModelException(
                    "pdp.keyFile", "the file must hold a PEP key of 16 to 256 characters A-Z a-z 0-9 . _ ~ + / = -");
        }
        return Secret.of(key);
    }

    private static String firstLine(Path file, String field) {
        try {
            if (Files.size(file) <= MAX_FILE_BYTES) {
                String line =
                        Files.readString(file).lines().findFirst().orElse("").strip();
                if (!line.isEmpty()) {
                    return line;
                }
            }
        } catch (IOException failure) {
            throw new InvalidGatewayModelException(field, "the file " + file + " cannot be read");
        }
        throw new InvalidGatewayModelException(field, "the file " + file + " is empty or too long");
    }

    /** The PEP key, of characters that need no quoting; empty where a certificate is shown. */
    public Optional<Secret> pepKey() {
        return Optional.ofNullable(pepKey);
    }

    /** Value of {@code Authorization} for the FHIR server, of characters that need no quoting but a space. */
    public Optional<Secret> backendAuthorization() {
        return Optional.ofNullable(backendAuthorization);
    }
}
