// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.app;

import io.notenboom.testkit.access.OpenIdProvider;
import io.notenboom.testkit.access.SshUser;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The node of {@link KitTestNode} with an OpenID provider and a user with a key. */
public final class AccessNode implements QuarkusTestResourceLifecycleManager {

    static final String AUDIENCE = "nuts.example";
    static final String API = "https://node.example/api";

    private final KitTestNode node = new KitTestNode();
    private final OpenIdProvider provider = new OpenIdProvider();
    private final SshUser user = SshUser.of("nuts-admin", "ES256");

    @Override
    public Map<String, String> start() {
        try {
            Map<String, String> settings = new HashMap<>(node.start());
            Path keys = Path.of(settings.get("notenboom.data-dir")).resolve("authorized_keys");
            settings.put(
                    "notenboom.access.authorized-keys.file",
                    Files.writeString(keys, user.line() + "\n").toString());
            settings.put("notenboom.access.authorized-keys.audience", AUDIENCE);
            settings.put("notenboom.access.oidc.issuer", provider.issuer());
            settings.put("notenboom.access.oidc.audience", API);
            settings.put("notenboom.access.oidc.subjects-claim", "nuts/subjects");
            settings.put("notenboom.access.oidc.scopes.\"reader\"", "registry:read");
            settings.put("notenboom.access.oidc.scopes.\"owner\"", "admin");
            return settings;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(provider, field -> field.getType().equals(OpenIdProvider.class));
        injector.injectIntoFields(user, field -> field.getType().equals(SshUser.class));
    }

    @Override
    public void stop() {
        provider.close();
    }
}
