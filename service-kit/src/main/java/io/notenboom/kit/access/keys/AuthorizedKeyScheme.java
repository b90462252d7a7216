// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import io.notenboom.kit.access.AccessRecords;
import io.notenboom.kit.access.TokenScheme;
import io.notenboom.kit.access.WatchedFile;
import io.notenboom.trust.secret.Secret;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads the authorized_keys file when the service starts, if there is one. */
@ApplicationScoped
class AuthorizedKeyScheme implements TokenScheme {

    private static final Logger LOG = Logger.getLogger(AuthorizedKeyScheme.class);

    private final Optional<KeyTokens> tokens;

    @Inject
    AuthorizedKeyScheme(AuthorizedKeysConfig config, AccessRecords records, InstantSource clock) {
        this.tokens = config.file()
                .map(file -> new KeyTokens(
                        new WatchedFile<>(file, "the authorized keys", AuthorizedKeyScheme::read, clock),
                        config.audience().orElseGet(AuthorizedKeyScheme::machine),
                        records,
                        clock));
    }

    private static AuthorizedKeys read(byte[] content) {
        AuthorizedKeys keys = AuthorizedKeys.read(content);
        keys.findings().forEach(finding -> LOG.warnf("authorized keys: %s", finding));
        keys.keys()
                .forEach(key -> LOG.infof(
                        "authorized keys: %s has key %s%s",
                        key.user(),
                        key.fingerprint(),
                        key.subjects().isPresent() || !key.scopes().contains("admin") ? ", limited" : ""));
        return keys;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException(
                    "the name of this machine is not known: set notenboom.access.authorized-keys.audience", unknown);
        }
    }

    /** Reads the file at once, so that a service with a malformed one does not start. */
    void load(@Observes StartupEvent started) {}

    @Override
    public boolean givesAccess() {
        return tokens.isPresent();
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public Finding find(Secret token) {
        return tokens.isPresent() ? tokens.get().find(token) : new Finding.Unknown();
    }
}
