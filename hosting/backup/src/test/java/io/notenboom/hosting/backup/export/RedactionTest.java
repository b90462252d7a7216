// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notenboom.api-password=hush",
                "notenboom.api-password=aGk/hush+w==",
                "notenboom.api-password=/hush",
                "notenboom.api-password: hush",
                "notenboom.api-password hush",
                "  notenboom.client-secret = a=hush",
                "notenboom.api-password=first\\\n   hush",
                "store.access-key=hush",
                "quarkus.redis.hosts=rediss://user:p@hush@redis.example:6379/0",
                "quarkus.redis.hosts=redis://u:hush@one:1,redis://u:hush@two:2"
            })
    void aSecretIsBlankHoweverItIsWritten(String line) {
        assertThat(Redaction.of("a.setting=1\n" + line + "\nanother=2\n"))
                .contains("a.setting=1\n", "<not in the backup>", "\nanother=2\n")
                .doesNotContain("hush");
    }

    @Test
    void whatIsNoSecretStays() {
        String properties = """
                # passwords are elsewhere
                notenboom.custody.passphrase-file=/srv/n1/tokens/custody.passphrase
                notenboom.api-tokens=/srv/n1/tokens/hashes.json
                notenboom.auth.public-url=https://node.example:8443/path
                quarkus.redis.hosts=redis://127.0.0.1:6379
                """;
        assertThat(Redaction.of(properties)).isEqualTo(properties);
    }
}
