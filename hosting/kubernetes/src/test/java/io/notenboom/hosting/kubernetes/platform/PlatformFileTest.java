// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.kubernetes.Customers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformFileTest {

    private final String good = text();

    @Test
    void readsAPlatform() {
        PlatformConfig platform = PlatformFile.parse(good);
        assertThat(platform.releases()).containsOnlyKeys("1.4.0", "1.5.0");
        assertThat(platform.privateNetworks()).isEqualTo(PlatformConfig.PRIVATE_NETWORKS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "custodian: {network: 10.8.0.10/32, port: 8200} | custodian: {port: 8200} | either namespace or network",
                "custodian: {network: 10.8.0.10/32, port: 8200} | custodian: {network: 10.8.0.10, port: 8200} | a network such as",
                "custodian: {network: 10.8.0.10/32, port: 8200} | custodian: {network: 10.8.0.10/32, port: 0} | port 0",
                "callers: [console] | x: 1 | x is not known",
                "name: public, publicListener | publicListener | gateway.name is missing",
                "@sha256: | :1.4.0- | an image with its digest",
                "callers: [console] | callers: [Console] | lower-case letters",
                "callers: [console] | callers: [console | no YAML",
                "storageClass: fast | callers: [console] | no YAML",
            })
    void saysWhatIsWrong(String text, String replacement, String message) {
        assertThat(good).contains(text);
        assertThatThrownBy(() -> PlatformFile.parse(good.replace(text, replacement)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aKeyIsNoAuthority() {
        String text = good.replaceFirst("BEGIN CERTIFICATE", "BEGIN PRIVATE KEY");
        assertThatThrownBy(() -> PlatformFile.parse(text))
                .hasMessageContaining("certificates.authority")
                .hasMessageNotContaining("MIIB");
    }

    @Test
    void anEmptyFileIsNoPlatform() {
        assertThatThrownBy(() -> PlatformFile.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text() {
        try {
            return Files.readString(Customers.golden().resolve("platform.yaml"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
