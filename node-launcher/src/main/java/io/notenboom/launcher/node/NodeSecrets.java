// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The secrets of a node, made at its first start and kept in its {@code tokens} folder. */
public final class NodeSecrets {

    /** Scopes of the customer's own software (EHR). */
    public static final List<String> EHR_SCOPES =
            List.of("registry:read", "vdr:read", "vcr:read", "auth:request", "auth:dpop", "pdp:read", "pdp:write");

    private static final String PASSPHRASE = "custody.passphrase";

    private static final List<String> SERVICE_SCOPES =
            List.of("registry:read", "auth:introspect", "auth:dpop", "auth:request", "vdr:read", "pdp:decide");

    private final NodeFolder folder;
    private final ApiTokens apiTokens;
    private final Secret administratorToken;
    private final Secret ehrToken;

    /** Reads or makes the secrets in this folder. */
    public NodeSecrets(NodeFolder folder) {
        this.folder = folder;
        this.apiTokens = new ApiTokens(folder.tokens());
        this.administratorToken = apiTokens.token("administrator", List.of("admin"));
        this.ehrToken = apiTokens.token("ehr", EHR_SCOPES);
        var unused = apiTokens.token("service", SERVICE_SCOPES);
    }

    /** The API tokens. */
    public ApiTokens apiTokens() {
        return apiTokens;
    }

    /** API token that may do everything on this node. */
    public Secret administratorToken() {
        return administratorToken;
    }

    /** API token of the customer's own software. */
    public Secret ehrToken() {
        return ehrToken;
    }

    /** File with the token with which the services of this node call each other. */
    public Path serviceTokenFile() {
        return apiTokens.file("service");
    }

    /**
     * File with the passphrase of the custodian; made as long as there is no key that was sealed with another one.
     *
     * @throws IllegalStateException if it is lost while sealed keys are there; says what to put back
     */
    public Path passphraseFile() {
        Path file = folder.tokens().resolve(PASSPHRASE);
        if (!Files.exists(file) && isSealed(folder.custody())) {
            throw new IllegalStateException(file + " is missing, and " + folder.custody()
                    + " holds keys that only its passphrase opens: put that file back from a copy, with mode 0600; a new"
                    + " passphrase would open none of them");
        }
        return remembered(PASSPHRASE);
    }

    private static boolean isSealed(Path folder) {
        try (DirectoryStream<Path> sealed = Files.newDirectoryStream(folder, "{seal.json,*.key}")) {
            return sealed.iterator().hasNext();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + folder, failure);
        }
    }

    /** File with the key of a policy enforcement point. */
    public Path pepKeyFile(String pep) {
        return remembered("pep-" + pep + ".key");
    }

    /** The key of a policy enforcement point. */
    public Secret pepKey(String pep) {
        return read(pepKeyFile(pep));
    }

    /** Password of the customer's user of Redis. */
    public Secret redisPassword() {
        return read(redisPasswordFile());
    }

    /** File with the password of the customer's user of Redis. */
    Path redisPasswordFile() {
        return remembered("redis.password");
    }

    /** Password of the user of Redis that may do everything; of no service. */
    public Secret redisOperatorPassword() {
        return read(remembered("redis-operator.password"));
    }

    /** Redis as its operator reaches it, with every command; for backups, never for services. */
    public String redisOperatorUrl(int port) {
        return "redis://" + RedisConfiguration.OPERATOR + ":"
                + redisOperatorPassword().reveal() + "@127.0.0.1:" + port;
    }

    /** Redis as the services reach it. */
    public String redisUrl(String customer, int port) {
        return "redis://" + customer + ":" + redisPassword().reveal() + "@127.0.0.1:" + port;
    }

    private Path remembered(String name) {
        Path file = folder.tokens().resolve(name);
        return Files.exists(file)
                ? file
                : NodeFolder.writeDurably(file, RandomSecrets.password().reveal());
    }

    private static Secret read(Path file) {
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }
}
