// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and fingerprints are from ssh-keygen. */
class AuthorizedKeysTest {

    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICRJhnuKSYonuzA4MwHwJkz2Fhmz70ujolND1xCXeDgm user-k-ed25519";
    private static final String P256 =
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNwAeKeb1m9MR1bz5Xa6tNSYTr/J0caJ7zGieYy5XlFS5BUwB3ei68o/TK6djgyxGftVQlFt/qRbowSJwfRu4q4= user-k-ecdsab256";
    private static final String P384 =
            "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBNAGEPBC1ryFRZcx5N/pLb5rvZI1y60JiY5nVkyi3rTjcZdjO5WbeVKknOFeAGkxDMXvHbOXbAbHCBYrbGLvNn0ZsSIRT6//zdc03r3JonHcit8eCXHK6ed4M9i6CoOsBg== user-k-ecdsab384";
    private static final String P521 =
            "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAE8XgLLKClwQ3/ApHP+3NlGBaUby5GyKY1/8pgexFlU1zXqSRH5E/JSFWRpH/PIL88ZU35QB273aJelMniy+P+l/gFPwkgLi9HyxU4txYKl/2Au2gQ1CANh4wXjK3Cr6lxCNd+fR91fIqZY5npyaInoIFvfw3sj++7fBhR+sZK5WGURzg== user-k-ecdsab521";
    private static final String RSA2048 =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCzLmrz6oV559qywFo/Y0Ur4NOLtT/sESkM5/6JMZfw2h1upeLJuNNAoU+7pzsuXgHYd9BodV64JRLAP4Kzyjlwjw+gLYuyWjGBxXfAUcytf4CqUCeDCr+yRUQRau/h+TFT6sGSb3Of7JEHwNltao80CnxJYnm1sFMNti6SKu1Jv6zz5OWD+RGwYPsBAPumsgWYph2XwR8fYRqwdEynHPf0uA1MDRj08VmBr0BPYX91HpQDTQetfocEX8rHtEcWzJx6+Mj1aVux6r8h4ob0M1FzsyL+V4NPNL+3u9P+jn8CkpiyuKrMlgF5kiBhJXWLzixaTU+Jwae51VCs603ZyfDp user-k-rsab2048";
    private static final String RSA1024 =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC/6RrjgKc1ADa1ClX4G13cfEhs/IK9h8xCysikt8RoZV9zS4NBH8HPzi+UCtiy6V0XI2m82HTFcBhp8ANTIWkBW68MF4+GIGUq6eaH9aFj7S2IJACphxtLFrLY6yqNHGyD/4q1ole0Txog6YXXg4L6U4rdgXhrgkpQbu3NPRxRiQ== user-k-rsab1024";

    private static AuthorizedKeys read(String... lines) {
        return AuthorizedKeys.read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "0,SHA256:1ww9lVUGgElmsvaX0VUUpNtfugTeJPY+AXB4OCyG1k0,Ed25519",
        "1,SHA256:RaDQG6sRHHYwHAZCC0kKArj5pmnjgCBfCYX00kk+nLU,EC",
        "2,SHA256:SSivI0lUVxQIm1uuogYgaTdChWbynGhFxRpuh7ea818,EC",
        "3,SHA256:d3N6jPXLPMiKylukoPq0D3qyj5J7eN8qnp44kzLd9pU,EC",
        "4,SHA256:dAedHb2Qx01cYtLbP0Oqb5mRH+GbeWigFiL3Mo5PyCY,RSA"
    })
    void keysOfSshKeygenAreReadWithTheirFingerprints(int index, String fingerprint, String algorithm) {
        AuthorizedKeys keys = read("# keys of the hospital", ED25519, P256, "", P384, "  " + P521 + "\t", RSA2048);

        assertThat(keys.findings()).isEmpty();
        assertThat(keys.keys()).hasSize(5);
        AuthorizedKey key = keys.keys().get(index);
        assertThat(key.fingerprint()).isEqualTo(fingerprint);
        assertThat(key.user()).startsWith("user-k-");
        assertThat(key.key().getAlgorithm()).startsWith(algorithm.substring(0, 2));
        assertThat(key.scopes()).containsExactly("admin");
        assertThat(key.subjects()).isEmpty();
        assertThat(keys.named(fingerprint)).contains(key);
        assertThat(keys.named(key.thumbprint())).contains(key);
        assertThat(key.thumbprint()).hasSize(43);
    }

    @Test
    void weakKeysAndLinesWithoutUserArePassedOverAsNutsNodesDo() {
        AuthorizedKeys keys = read(
                RSA1024,
                ED25519.substring(0, ED25519.lastIndexOf(' ')),
                ED25519.substring(0, ED25519.lastIndexOf(' ')) + " # remark",
                "sk-ssh-ed25519@openssh.com AAAAGnNr token",
                P256,
                P256.replace("user-k-ecdsab256", "somebody-else"));

        assertThat(keys.keys()).extracting(AuthorizedKey::user).containsExactly("user-k-ecdsab256");
        assertThat(keys.findings()).hasSize(5).allMatch(finding -> finding.startsWith("line "));
    }

    @Test
    void aKeyCanBeLimited() {
        AuthorizedKeys keys =
                read("scopes=\"vdr:read,vcr:read\",subjects=\"a, b\" " + ED25519, "scopes=\"auth:request\" " + P256);

        assertThat(keys.keys().getFirst().scopes()).containsExactlyInAnyOrder("vdr:read", "vcr:read");
        assertThat(keys.keys().getFirst().subjects()).isEqualTo(Optional.of(Set.of("a", "b")));
        assertThat(keys.keys().getLast().scopes()).containsExactly("auth:request");
        assertThat(keys.keys().getLast().subjects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no key at all",
                "ssh-ed25519 AAAA!",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICRJhnuKSYonuzA4 short",
                "expiry-time=\"20260101\" KEY",
                "from=\"10.0.0.1\",scopes=\"vdr:read\" KEY",
                "no-pty KEY",
                "scopes=\"vdr:everything\" KEY",
                "scopes=\"\" KEY",
                "subjects=\"\" KEY",
                "scopes=\"vdr:read\",scopes=\"admin\" KEY",
                "scopes=\"vdr:read\", KEY",
                "scopes=vdr:read KEY"
            })
    void whatIsUnclearIsAnErrorThatShowsNothing(String line) {
        assertThatThrownBy(() -> read(P256, line.replace("KEY", ED25519)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2 of the file of authorized keys")
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void theFileIsText() {
        assertThatThrownBy(() -> AuthorizedKeys.read(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(AuthorizedKeys.read(new byte[0]).keys()).isEmpty();
    }
}
