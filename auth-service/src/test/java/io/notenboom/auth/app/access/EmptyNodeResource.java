// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.access;

import io.notenboom.auth.app.AuthNodeResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A node that nobody can get into yet, and its console. */
public final class EmptyNodeResource implements QuarkusTestResourceLifecycleManager {

    private final AuthNodeResource node = new AuthNodeResource();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream before = System.out;

    @Override
    public Map<String, String> start() {
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        Map<String, String> settings = new HashMap<>(node.start());
        settings.remove("notenboom.api-tokens");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(console, field -> field.getType().equals(ByteArrayOutputStream.class));
    }

    @Override
    public void stop() {
        System.setOut(before);
        node.stop();
    }
}
