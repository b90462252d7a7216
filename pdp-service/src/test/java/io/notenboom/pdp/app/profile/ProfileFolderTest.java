// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.profile.ProfileCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Own profiles: signed by the program, loaded by the service. */
class ProfileFolderTest {

    private static final String PROFILE = """
            {"name": "%s", "version": %d, "scopes": {"fhir": ["a"], "notification": ["b"]},
             "opens": {}, "user": {"demanded": true, "identifierClaim": "u", "assuranceClaim": "l"}, "transitions": []}
            """;

    @TempDir
    Path folder;

    private Path keys = Path.of("");
    private Path file = Path.of("");
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        keys = folder.resolve("keys.jwks");
        file = folder.resolve("profiles/own/one.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, PROFILE.formatted("own/one", 1));
    }

    @Test
    void loadsWhatWasSigned() throws IOException {
        assertThat(sign("--keys=" + keys, file.toString())).isZero();
        assertThat(load().all()).containsKeys("own/one", "seed/handoff-only");
        Files.writeString(file, PROFILE.formatted("own/one", 2));
        assertThatThrownBy(this::load).hasMessageContaining("own/one.json").hasMessageContaining("not what was signed");
    }

    @Test
    void keepsAKeyWhenAskedTo() throws IOException {
        Path secret = folder.resolve("key");
        assertThat(sign("--keys=" + keys, "--private-key=" + secret, file.toString()))
                .isZero();
        String first = Files.readString(keys);
        assertThat(Files.getPosixFilePermissions(secret)).hasSize(2);
        assertThat(sign("--keys=" + keys, "--private-key=" + secret, file.toString()))
                .isZero();
        assertThat(Files.readString(keys)).isEqualTo(first);
        assertThat(load().find("own/one")).isPresent();
    }

    @Test
    void refusesAFolderWithoutPinnedKeysAndProfilesWithoutSignature() {
        assertThatThrownBy(() -> ProfileFolder.load(Optional.of(folder.resolve("profiles")), Optional.empty()))
                .hasMessageContaining("notenboom.pdp.profiles.keys-file");
        assertThat(sign("--keys=" + keys, file.toString())).isZero();
        assertThat(file.resolveSibling("one.json.jws").toFile().delete()).isTrue();
        assertThatThrownBy(this::load).hasMessageContaining("is not signed");
    }

    @Test
    void replacesAShippedProfileByAHigherVersionOnly() throws IOException {
        Files.writeString(file, PROFILE.formatted("seed/negotiation", 1));
        assertThat(sign("--keys=" + keys, file.toString())).isZero();
        assertThatThrownBy(this::load).hasMessageContaining("is there already in version 1");
        Files.writeString(file, PROFILE.formatted("seed/negotiation", 2));
        assertThat(sign("--keys=" + keys, file.toString())).isZero();
        assertThat(load().find("seed/negotiation").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void signsNoFileThatIsNoProfile() throws IOException {
        Files.writeString(file, "{}");
        assertThat(sign("--keys=" + keys, file.toString())).isEqualTo(2);
        assertThat(sign(file.toString())).isEqualTo(2);
        assertThat(sign("--unknown")).isEqualTo(2);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("unknown option")
                .contains("--keys=FILE");
    }

    private ProfileCatalogue load() {
        return ProfileFolder.load(Optional.of(folder.resolve("profiles")), Optional.of(keys));
    }

    private int sign(String... arguments) {
        PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
        return new SignProfiles(stream, stream).run(List.of(arguments));
    }
}
