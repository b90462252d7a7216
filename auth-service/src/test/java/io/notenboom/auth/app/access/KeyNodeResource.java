// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.access;

import io.notenboom.auth.app.AuthNodeResource;
import io.notenboom.testkit.access.SshUser;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A node that is configured as a Nuts node with token_v2: an authorized_keys file, and no API tokens. */
public final class KeyNodeResource implements QuarkusTestResourceLifecycleManager {

    static final String AUDIENCE = "nuts-node";

    private final AuthNodeResource node = new AuthNodeResource();
    private final SshUser user = SshUser.of("nuts-admin", "EdDSA");

    @Override
    public Map<String, String> start() {
        try {
            Map<String, String> settings = new HashMap<>(node.start());
            settings.remove("notenboom.api-tokens");
            settings.put(
                    "notenboom.access.authorized-keys.file",
                    Files.writeString(Path.of(settings.get("notenboom.data-dir"), "authorized_keys"), user.line())
                            .toString());
            settings.put("notenboom.access.authorized-keys.audience", AUDIENCE);
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(user, field -> field.getType().equals(SshUser.class));
    }

    @Override
    public void stop() {
        node.stop();
    }
}
