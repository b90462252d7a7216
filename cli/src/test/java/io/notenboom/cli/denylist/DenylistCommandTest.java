// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DenylistCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(NOW);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private X509Certificate certificate;
    private Path pem;

    @BeforeEach
    void certificate() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        certificate = CertificateIssuer.foundation(
                "test", pair.getPublic(), JwsSigner.inMemory(SignatureAlgorithm.ES256, pair.getPrivate()), NOW);
        pem = Files.writeString(folder.resolve("certificate.pem"), Pem.write(certificate));
    }

    private int run(String... arguments) {
        CommandLine command = DenylistCommand.commandLine(clock);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private int sign(String... more) {
        String[] arguments = new String[more.length + 9];
        String[] fixed = {
            "sign",
            "--list",
            at("list.json"),
            "--private-key",
            at("list.key"),
            "--out",
            at("list.jws"),
            "--keys",
            at("keys.json")
        };
        System.arraycopy(fixed, 0, arguments, 0, fixed.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        return run(arguments);
    }

    private Denylist signed() throws Exception {
        return Denylist.verify(
                Files.readString(folder.resolve("list.jws")),
                DenylistKeys.read(Files.readString(folder.resolve("keys.json"))),
                clock.instant());
    }

    @Test
    void aCertificateIsPutOnTheListSignedShownAndTakenOffAgain() throws Exception {
        assertThat(run("add", "--list", at("list.json"), "--reason", "test", pem.toString()))
                .isZero();
        assertThat(run("add", "--list", at("list.json"), "--reason", "again", pem.toString()))
                .isZero();
        assertThat(sign()).isZero();
        assertThat(signed().entryFor(certificate)).isPresent();
        assertThat(signed().entries()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("list.key"))))
                .isEqualTo("rw-------");

        assertThat(run("show", "--keys", at("keys.json"), at("list.jws"))).isZero();
        assertThat(out.toString())
                .contains("number 1, made 2026-11-22T10:00:00Z, without an end, 1 entries")
                .contains(certificate.getSerialNumber().toString());

        assertThat(run("remove", "--list", at("list.json"), pem.toString())).isZero();
        assertThat(sign()).isZero();
        assertThat(signed().number()).contains(2L);
        assertThat(signed().entryFor(certificate)).isEmpty();
    }

    @Test
    void aNumberIsNeverGivenTwice() throws Exception {
        assertThat(run("add", "--list", at("list.json"), "--reason", "test", pem.toString()))
                .isZero();
        assertThat(sign("--number", "7")).isZero();
        assertThat(sign("--number", "7")).isEqualTo(2);
        assertThat(err.toString()).contains("has number 7 already");
        assertThat(sign()).isZero();
        assertThat(signed().number()).contains(8L);
    }

    @Test
    void aKeyThatWasMadeForAListOfAnotherKeyIsNotKept() throws Exception {
        assertThat(run("add", "--list", at("list.json"), "--reason", "test", pem.toString()))
                .isZero();
        assertThat(sign()).isZero();
        String before = Files.readString(folder.resolve("list.jws"));
        Files.delete(folder.resolve("list.key"));
        assertThat(sign()).isEqualTo(2);
        assertThat(folder.resolve("list.key")).doesNotExist();
        assertThat(folder.resolve("list.jws")).content().isEqualTo(before);
    }

    @Test
    void aListThatEndedIsTold() {
        assertThat(run("add", "--list", at("list.json"), "--reason", "test", pem.toString()))
                .isZero();
        assertThat(sign("--valid-days", "30")).isZero();
        clock.advance(Duration.ofDays(31));
        assertThat(run("show", "--keys", at("keys.json"), at("list.jws"))).isEqualTo(1);
        assertThat(err.toString()).contains("has ended");
    }

    @Test
    void whatIsMissingOrWrongIsNamedAndNothingIsWritten() throws Exception {
        assertThat(run("add", "--list", at("list.json"), "--reason", "test", at("none.pem")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none.pem");
        assertThat(sign()).isEqualTo(2);
        assertThat(folder.resolve("list.jws")).doesNotExist();
        assertThat(run("remove", "--list", at("list.json"), pem.toString())).isEqualTo(1);
        Files.writeString(folder.resolve("list.key"), "no key");
        Files.writeString(folder.resolve("list.json"), "[]");
        assertThat(sign()).isEqualTo(2);
        assertThat(err.toString()).contains("no Ed25519 key");
    }
}
