// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.proxy.server.ProxySettings;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

    @TempDir
    Path folder;

    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void least() throws IOException {
        String key = Files.writeString(folder.resolve("key"), "the-pep-key-0123456789\n")
                .toString();
        properties.put("notenboom.listener.public.port", "8443");
        properties.put("notenboom.listener.public.certificate", "/tls/tls.pem");
        properties.put("notenboom.listener.public.key", "/tls/tls.key");
        properties.put("notenboom.proxy.pdp-url", "http://127.0.0.1:20003");
        properties.put("notenboom.proxy.pep", "fhir-proxy");
        properties.put("notenboom.proxy.pep-key-file", key);
    }

    private ProxySettings read() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ListenerConfiguration.class)
                .withMapping(ProxyConfiguration.class)
                .withDefaultValues(properties)
                .build();
        return SettingsReader.read(
                config.getConfigMapping(ListenerConfiguration.class),
                config.getConfigMapping(ProxyConfiguration.class),
                Optional.empty());
    }

    @Test
    void withoutAnEnforcementPointForThemNoNotificationsAreServed() {
        properties.put("notenboom.proxy.backend-url", "http://127.0.0.1:8080");
        ProxySettings settings = read();
        assertThat(settings.pdp().notification()).isNull();
        assertThat(settings.routes().notificationBase()).isNull();
        assertThat(settings.routes().fhirBase()).isEqualTo("/fhir");
    }

    @Test
    void withoutABackendOnlyNotificationsAreServed() {
        properties.put("notenboom.proxy.notification.pep", "notification");
        properties.put(
                "notenboom.proxy.notification.pep-key-file",
                folder.resolve("key").toString());
        ProxySettings settings = read();
        assertThat(Objects.requireNonNull(settings.pdp().notification()).id()).isEqualTo("notification");
        assertThat(settings.routes().notificationBase()).isEqualTo("/notification");
        assertThat(settings.routes().fhirBase()).isNull();
    }

    @Test
    void anEnforcementPointWithoutItsKeyIsRefused() {
        properties.put("notenboom.proxy.notification.pep", "notification");
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notenboom.proxy.notification.pep and pep-key-file both");
    }
}
