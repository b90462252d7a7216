// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileCustodianTest extends KeyCustodianContract {

    private static final String CUSTOMER = "c7f3k2";

    @TempDir
    Path temporary;

    private Path folder;
    private Path passphrase;
    private SealedFileCustodian custodian;
    private SealedFileCustodianAdmin admin;

    @BeforeEach
    void openFolder() throws IOException {
        folder = temporary.resolve("custody");
        passphrase = Files.writeString(temporary.resolve("passphrase"), "a passphrase for tests only\n");
        custodian = SealedFileCustodian.open(folder, CUSTOMER, passphrase);
        admin = SealedFileCustodianAdmin.open(folder, CUSTOMER, passphrase, clock);
    }

    @Override
    protected KeyCustodian custodian() {
        return custodian;
    }

    @Override
    protected KeyCustodianAdmin admin() {
        return admin;
    }

    private Path keyFile(KeyId keyId) {
        return folder.resolve(keyId.value() + ".key");
    }

    @Test
    void keysAndClaimsSurviveARestart() {
        KeyId keyId = admin.create(KeyPurpose.DID);
        assertThat(custodian.claim(KeyPurpose.DID)).isEqualTo(keyId);
        SealedFileCustodian restarted = SealedFileCustodian.open(folder, CUSTOMER, passphrase);
        assertThat(restarted.list()).containsExactly(new KeyDescription(keyId, KeyPurpose.DID, NOW, true));
        assertThat(restarted.publicKey(keyId)).isEqualTo(custodian.publicKey(keyId));
        assertThat(restarted.sign(keyId, KeyPurpose.DID, new byte[1])).hasSize(64);
    }

    @Test
    void custodiansOfOneFolderNeverClaimTheSameKey() throws Exception {
        int keys = 10;
        IntStream.range(0, keys).forEach(i -> admin.create(KeyPurpose.DID));
        List<SealedFileCustodian> custodians =
                List.of(custodian, SealedFileCustodian.open(folder, CUSTOMER, passphrase));
        Set<KeyId> claimed = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<KeyId>> claims = IntStream.range(0, keys)
                    .mapToObj(i -> (Callable<KeyId>) () -> custodians.get(i % 2).claim(KeyPurpose.DID))
                    .map(threads::submit)
                    .toList();
            for (Future<KeyId> future : claims) {
                claimed.add(future.get());
            }
        }
        assertThat(claimed).hasSize(keys);
    }

    @Test
    void processesNeverClaimTheSameKey() throws Exception {
        int keys = 8;
        IntStream.range(0, keys).forEach(i -> admin.create(KeyPurpose.DID));
        List<Process> processes = List.of(claimingProcess(keys / 2), claimingProcess(keys / 2));
        List<String> claimed = new ArrayList<>();
        for (Process process : processes) {
            try (BufferedReader output = process.inputReader()) {
                claimed.addAll(output.readAllLines());
            }
            assertThat(process.waitFor()).isZero();
        }
        assertThat(claimed).hasSize(keys).doesNotHaveDuplicates();
        assertThat(custodian.list()).hasSize(keys).allMatch(KeyDescription::claimed);
        assertThatThrownBy(() -> custodian.claim(KeyPurpose.DID)).isInstanceOf(NoKeyAvailableException.class);
    }

    private Process claimingProcess(int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimingProcess.class.getName(),
                        folder.toString(),
                        CUSTOMER,
                        passphrase.toString(),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Claims keys and prints their ids. */
    static final class ClaimingProcess {

        private ClaimingProcess() {}

        public static void main(String[] arguments) {
            SealedFileCustodian own =
                    SealedFileCustodian.open(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
            IntStream.range(0, Integer.parseInt(arguments[3]))
                    .forEach(i -> System.out.println(own.claim(KeyPurpose.DID)));
        }
    }

    @Test
    void aForeignFileInTheFolderIsReported() throws IOException {
        Files.writeString(folder.resolve("NOT A KEY.key"), "{}");
        assertThatThrownBy(() -> custodian.list()).isInstanceOf(CustodyException.class);
    }

    @Test
    void anotherPassphraseOrCustomerOpensNothing() throws IOException {
        admin.create(KeyPurpose.DID);
        Path other = Files.writeString(temporary.resolve("other"), "another passphrase for tests");
        assertThatThrownBy(() -> SealedFileCustodian.open(folder, CUSTOMER, other))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("passphrase");
        assertThatThrownBy(() -> SealedFileCustodian.open(folder, "c7f3k3", passphrase))
                .isInstanceOf(CustodyException.class);
    }

    @Test
    void aShortOrMissingPassphraseIsRefused() throws IOException {
        Path brief = Files.writeString(temporary.resolve("brief"), "too short");
        assertThatThrownBy(() -> SealedFileCustodian.open(folder, CUSTOMER, brief))
                .isInstanceOf(CustodyException.class);
        assertThatThrownBy(() -> SealedFileCustodian.open(folder, CUSTOMER, temporary.resolve("none")))
                .isInstanceOf(CustodyException.class);
    }

    @Test
    void aKeyFileUnderAnotherNameIsRefused() throws IOException {
        KeyId one = admin.create(KeyPurpose.DID);
        KeyId other = admin.create(KeyPurpose.DID);
        Files.write(keyFile(one), Files.readAllBytes(keyFile(other)));
        assertThatThrownBy(() -> custodian.sign(one, KeyPurpose.DID, new byte[1]))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("exchanged");
    }

    @Test
    void aKeyFileWithAnotherPurposeOrPublicKeyIsRefused() throws IOException {
        KeyId keyId = admin.create(KeyPurpose.DID);
        String content = Files.readString(keyFile(keyId));
        for (String changed : List.of(
                content.replace("\"did\"", "\"vendor-ca\""),
                content.replace("\"publicKey\":\"", "\"publicKey\":\"A"),
                content.replace("2026", "2025"),
                content.replace("\"ciphertext\":\"", "\"ciphertext\":\"A"))) {
            assertThat(changed).isNotEqualTo(content);
            Files.writeString(keyFile(keyId), changed);
            SealedFileCustodian fresh = SealedFileCustodian.open(folder, CUSTOMER, passphrase);
            assertThatThrownBy(() -> fresh.publicKey(keyId)).isInstanceOf(CustodyException.class);
        }
    }

    @Test
    void onlyTheOwnerCanReadTheFiles() throws IOException {
        KeyId keyId = admin.create(KeyPurpose.DID);
        assertThat(custodian.claim(KeyPurpose.DID)).isEqualTo(keyId);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList()).hasSize(3).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void thePrivateKeyIsNotInTheFileInTheClear() throws Exception {
        var imported = pair("secp256r1");
        KeyId keyId = admin.importKey(KeyPurpose.DID, imported);
        byte[] scalar = ((ECPrivateKey) imported.getPrivate()).getS().toByteArray();
        String content = Files.readString(keyFile(keyId));
        assertThat(content)
                .doesNotContain(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(imported.getPrivate().getEncoded()))
                .doesNotContain(HexFormat.of().formatHex(scalar));
    }
}
