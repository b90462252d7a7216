// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.PemIdentity;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** From key to certificate in force, with an authority of the test. */
class TlsCommandTest {

    private static final String HOST = "c7f3k2.example";

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private KeyPair authority;
    private X509Certificate root;
    private Path tls;

    @BeforeEach
    void authority() throws Exception {
        tls = folder.resolve("public");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        authority = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Test root");
        root = signed(new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(clock.instant().minus(Duration.ofDays(1))),
                        Date.from(clock.instant().plus(Duration.ofDays(3_650))),
                        name,
                        authority.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)));
        Files.writeString(folder.resolve("root.pem"), Pem.write(root));
    }

    private X509Certificate signed(X509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
    }

    /** What the authority answers: subject, key and wanted extensions of the request. */
    private Path issued(Path request, Duration validity) throws Exception {
        JcaPKCS10CertificationRequest csr = read(request);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Test root"),
                BigInteger.valueOf(clock.instant().toEpochMilli()),
                Date.from(clock.instant().minus(Duration.ofHours(1))),
                Date.from(clock.instant().plus(validity)),
                csr.getSubject(),
                csr.getPublicKey());
        var wanted = csr.getRequestedExtensions();
        for (var oid : wanted.getExtensionOIDs()) {
            builder.addExtension(wanted.getExtension(oid));
        }
        return Files.writeString(folder.resolve("issued.pem"), Pem.write(signed(builder)));
    }

    private static JcaPKCS10CertificationRequest read(Path request) throws Exception {
        try (PEMParser parser = new PEMParser(new StringReader(Files.readString(request)))) {
            return new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) parser.readObject());
        }
    }

    private int run(String... arguments) {
        CommandLine command = TlsCommand.commandLine(clock);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private int csr(String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"csr", "--folder", tls.toString(), "--name", HOST}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run(arguments);
    }

    private int install(Path chain) {
        return run(
                "install",
                "--folder",
                tls.toString(),
                "--trust",
                folder.resolve("root.pem").toString(),
                chain.toString());
    }

    private PemIdentity inForce() throws Exception {
        return PemIdentity.read(
                Files.readString(tls.resolve("certificate.pem")),
                Files.readString(tls.resolve("key.pem")),
                clock.instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "rsa-2048"})
    void aRequestIsSignedByAnAuthorityAndInstalled(String key) throws Exception {
        assertThat(csr(
                        "--key",
                        key,
                        "--organization",
                        "Zorg",
                        "--country",
                        "NL",
                        "--serial-number",
                        "00000001234567890000"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("BEGIN CERTIFICATE REQUEST").doesNotContain("PRIVATE");
        JcaPKCS10CertificationRequest request = read(tls.resolve("pending.csr"));
        assertThat(request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(request.getPublicKey())))
                .isTrue();
        assertThat(request.getPublicKey() instanceof RSAPublicKey).isEqualTo(key.startsWith("rsa"));
        assertThat(request.getSubject().toString()).contains("O=Zorg", "CN=" + HOST, "00000001234567890000");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.resolve("pending.key"))))
                .isEqualTo("rw-------");

        assertThat(install(issued(tls.resolve("pending.csr"), Duration.ofDays(365))))
                .as(err.toString())
                .isZero();
        assertThat(inForce().chain().getFirst().getPublicKey()).isEqualTo(request.getPublicKey());
        assertThat(tls.resolve("pending.key")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.resolve("key.pem"))))
                .isEqualTo("rw-------");
        assertThat(run("show", "--folder", tls.toString())).isZero();
        assertThat(out.toString()).contains("names       " + HOST, "364 days left");
        clock.advance(Duration.ofDays(340));
        assertThat(run("show", "--folder", tls.toString())).isEqualTo(1);
        clock.advance(Duration.ofDays(30));
        assertThat(run("show", "--folder", tls.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("within 30 days", "has ended");
    }

    @Test
    void theNextPairReplacesTheOneInForceAndThatStaysAside() throws Exception {
        assertThat(csr()).isZero();
        assertThat(install(issued(tls.resolve("pending.csr"), Duration.ofDays(365))))
                .isZero();
        X509Certificate first = inForce().chain().getFirst();
        assertThat(csr()).isZero();
        assertThat(inForce().chain().getFirst()).as("until the answer is there").isEqualTo(first);
        assertThat(csr()).as("a request waits").isEqualTo(2);
        assertThat(csr("--replace")).isZero();
        clock.advance(Duration.ofSeconds(2));
        assertThat(install(issued(tls.resolve("pending.csr"), Duration.ofDays(365))))
                .as(err.toString())
                .isZero();
        assertThat(inForce().chain().getFirst()).isNotEqualTo(first);
        assertThat(PemIdentity.read(
                                Files.readString(tls.resolve("previous.pem")),
                                Files.readString(tls.resolve("previous.key")),
                                clock.instant())
                        .chain()
                        .getFirst())
                .isEqualTo(first);
    }

    @Test
    void aCertificateThatCannotBeWrittenLeavesThePairInForce() throws Exception {
        assertThat(csr()).isZero();
        assertThat(install(issued(tls.resolve("pending.csr"), Duration.ofDays(365))))
                .isZero();
        X509Certificate first = inForce().chain().getFirst();
        assertThat(csr()).isZero();
        clock.advance(Duration.ofSeconds(2));
        Path next = issued(tls.resolve("pending.csr"), Duration.ofDays(365));
        Path inTheWay = Files.createDirectory(tls.resolve("certificate.pem.new"));
        assertThat(install(next)).isNotZero();
        assertThat(inForce().chain().getFirst()).isEqualTo(first);
        Files.delete(inTheWay);
        assertThat(install(next)).as("done again").isZero();
        assertThat(inForce().chain().getFirst()).isNotEqualTo(first);
    }

    @Test
    void whatDoesNotFitIsRefusedAndChangesNothing() throws Exception {
        assertThat(install(folder.resolve("root.pem"))).as("no request").isEqualTo(2);
        assertThat(csr()).isZero();
        Path other = folder.resolve("other");
        assertThat(run("csr", "--folder", other.toString(), "--name", "other.example"))
                .isZero();
        assertThat(install(issued(other.resolve("pending.csr"), Duration.ofDays(1))))
                .as("another key")
                .isEqualTo(2);
        assertThat(install(issued(tls.resolve("pending.csr"), Duration.ofMinutes(-1))))
                .as("ended")
                .isEqualTo(2);
        assertThat(install(folder.resolve("none.pem"))).isEqualTo(2);
        Path good = issued(tls.resolve("pending.csr"), Duration.ofDays(1));
        assertThat(run("install", "--folder", tls.toString(), good.toString()))
                .as("nobody trusts this authority")
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("not that of the certificate", "has expired", "none.pem", "trusted authority");
        assertThat(tls.resolve("certificate.pem")).doesNotExist();
        assertThat(run("show", "--folder", tls.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("waits for its certificate");
    }

    @Test
    void aCertificateThatLacksANameIsRefused() throws Exception {
        assertThat(csr()).isZero();
        Path certificate = issued(tls.resolve("pending.csr"), Duration.ofDays(1));
        Path wanted = folder.resolve("wanted");
        assertThat(run("csr", "--folder", wanted.toString(), "--name", HOST, "--name", "second.example"))
                .isZero();
        Files.copy(wanted.resolve("pending.csr"), tls.resolve("pending.csr"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(install(certificate)).isEqualTo(2);
        assertThat(err.toString()).contains("lacks second.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.example", "UPPER.example", "a b", "-a.example", ""})
    void namesThatCannotBeAskedForAreRefused(String name) {
        assertThat(run("csr", "--folder", tls.toString(), "--name", name)).isEqualTo(2);
        assertThat(tls).doesNotExist();
    }

    @Test
    void unknownKindsOfKeysAreRefused() {
        assertThat(csr("--key", "dsa")).isEqualTo(2);
        assertThat(err.toString()).contains("ec-p256, rsa-2048");
    }
}
