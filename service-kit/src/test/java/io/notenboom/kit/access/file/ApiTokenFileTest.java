// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.app.KitTestNode;
import io.notenboom.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenFileTest {

    private static final String TOKEN = "nbt_" + "t".repeat(43);
    private static final String OTHER = "nbt_" + "o".repeat(43);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);

    @TempDir
    Path folder;

    private Path file;
    private int writes;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("tokens.json");
        write(tokens(TOKEN, ""));
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
        writes++;
        // another time of change, however quick the test is
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(writes)));
    }

    private static String tokens(String token, String more) {
        return "{\"tokens\":[{\"id\":\"ehr\",\"sha256\":\"" + KitTestNode.sha256(token)
                + "\",\"scopes\":[\"things:read\"]" + more + "}]}";
    }

    @Test
    void aChangedFileCountsWithinASecond() throws IOException {
        ApiTokenFile tokens = new ApiTokenFile(file, clock);
        assertThat(tokens.find(TOKEN)).map(ApiToken::id).contains("ehr");

        write(tokens(OTHER, ""));
        assertThat(tokens.find(TOKEN)).as("not looked at again yet").isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.find(TOKEN)).isEmpty();
        assertThat(tokens.find(OTHER)).isPresent();
    }

    @Test
    void aTokenEndsWhenItExpires() throws IOException {
        write(tokens(TOKEN, ",\"expires\":\"2026-11-21T10:00:30Z\""));
        ApiTokenFile tokens = new ApiTokenFile(file, clock);

        assertThat(tokens.find(TOKEN)).isPresent();
        clock.advance(Duration.ofSeconds(30));
        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"tokens\":[{\"id\":\"ehr\"}]}"})
    void aFileThatCannotBeReadKeepsItsTokensForAMinuteOnly(String damage) throws IOException {
        ApiTokenFile tokens = new ApiTokenFile(file, clock);
        if (damage.isEmpty()) {
            Files.delete(file);
        } else {
            write(damage);
        }

        clock.advance(Duration.ofSeconds(30));
        assertThat(tokens.usable()).isTrue();
        assertThat(tokens.find(TOKEN)).isPresent();
        clock.advance(ApiTokenFile.GRACE.minusSeconds(30).plusMillis(1));
        assertThat(tokens.usable()).isFalse();
        assertThat(tokens.find(TOKEN)).isEmpty();

        write(tokens(OTHER, ""));
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.usable()).isTrue();
        assertThat(tokens.find(OTHER)).isPresent();
        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @Test
    void theGraceIsNotMadeLongerByAClockThatIsSetBack() throws IOException {
        ApiTokenFile tokens = new ApiTokenFile(file, clock);
        Files.delete(file);
        clock.advance(Duration.ofHours(-1));
        assertThat(tokens.find(TOKEN)).isPresent();
        clock.advance(ApiTokenFile.GRACE.plusMillis(1));
        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"tokens\":{}}",
                "{\"tokens\":[{\"id\":\" \",\"sha256\":\"#\",\"scopes\":[]}]}",
                "{\"tokens\":[{\"id\":\"a\",\"sha256\":\"abc\",\"scopes\":[]}]}",
                "{\"tokens\":[{\"id\":\"a\",\"sha256\":\"#\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"sha256\":\"#\",\"scopes\":[1]}]}",
                "{\"tokens\":[{\"id\":\"a\",\"sha256\":\"#\",\"scopes\":[],\"subjects\":\"b\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"sha256\":\"#\",\"scopes\":[],\"expires\":\"tomorrow\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"sha256\":\"#\",\"scopes\":[]},{\"id\":\"a\",\"sha256\":\"#\",\"scopes\":[]}]}",
            })
    void aMalformedFileIsNotStartedWith(String content) throws IOException {
        String hash = KitTestNode.sha256(TOKEN);
        write(content.replace("#", hash));

        assertThatThrownBy(() -> new ApiTokenFile(file, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(hash);
    }

    @Test
    void aMissingFileIsNotStartedWith() {
        assertThatThrownBy(() -> new ApiTokenFile(folder.resolve("none"), clock))
                .isInstanceOf(UncheckedIOException.class);
    }
}
