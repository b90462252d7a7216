// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.trust.key.KeyPurpose;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysImportCommandTest {

    private static final String CUSTOMER = "c7f3k2";

    private final StringWriter told = new StringWriter();
    private final StringWriter problems = new StringWriter();

    @TempDir
    Path folder;

    private Path keyFile(String name) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        String encoded = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve(name), "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
    }

    private Path passphrase() throws Exception {
        return Files.writeString(folder.resolve("passphrase"), "correct horse battery staple");
    }

    private int run(Path... files) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "import",
                "--custody=" + folder.resolve("custody"),
                "--customer=" + CUSTOMER,
                "--passphrase-file=" + passphrase()));
        for (Path file : files) {
            arguments.add(file.toString());
        }
        return KeysCommand.commandLine()
                .setOut(new PrintWriter(told))
                .setErr(new PrintWriter(problems))
                .execute(arguments.toArray(String[]::new));
    }

    private List<KeyDescription> held() throws Exception {
        return SealedFileCustodianAdmin.open(folder.resolve("custody"), CUSTOMER, passphrase())
                .custodian()
                .list();
    }

    @Test
    void keysAreImportedOnceAndAreInUse() throws Exception {
        Path first = keyFile("1_private.pem");
        Path second = keyFile("2_private.pem");
        assertThat(run(first)).isZero();
        assertThat(run(first, second)).isZero();
        assertThat(told.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("imported ").endsWith("1_private.pem"),
                        line -> assertThat(line).startsWith("is there ").endsWith("1_private.pem"),
                        line -> assertThat(line).startsWith("imported ").endsWith("2_private.pem"));
        assertThat(held()).hasSize(2).allMatch(key -> key.claimed() && key.purpose() == KeyPurpose.DID);
    }

    @Test
    void oneUnfitFileAndNothingIsImported() throws Exception {
        Path unfit = Files.writeString(folder.resolve("unfit.pem"), "no key");
        assertThat(run(keyFile("1_private.pem"), unfit)).isEqualTo(2);
        assertThat(problems.toString()).contains("unfit.pem").contains("PKCS #8");
        assertThat(run(folder.resolve("missing.pem"))).isEqualTo(2);
        assertThat(problems.toString()).contains("missing.pem");
        assertThat(held()).isEmpty();
    }
}
