// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostPassphraseTest {

    private static final String CUSTOMER = "c7f3k2";

    @TempDir
    Path root;

    private SealedFileCustodianAdmin open(NodeFolder folder) {
        return SealedFileCustodianAdmin.open(folder.custody(), CUSTOMER, new NodeSecrets(folder).passphraseFile());
    }

    @Test
    void aLostPassphraseIsNotReplacedWhileKeysAreSealedWithIt() throws IOException {
        NodeFolder folder = new NodeFolder(root);
        KeyId key = open(folder).create(KeyPurpose.DID);
        Path file = new NodeSecrets(folder).passphraseFile();
        Path copy = Files.move(file, root.resolve("copy"));

        NodeSecrets secrets = new NodeSecrets(folder);
        assertThatThrownBy(secrets::passphraseFile)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("put that file back");
        assertThat(file).doesNotExist();

        Files.move(copy, file);
        assertThat(open(folder).list()).extracting(held -> held.keyId()).containsExactly(key);
    }

    @Test
    void aNodeWithoutKeysGetsAnotherPassphrase() throws IOException {
        NodeFolder folder = new NodeFolder(root);
        Path file = new NodeSecrets(folder).passphraseFile();
        String first = Files.readString(file);
        Files.delete(file);
        assertThat(new NodeSecrets(folder).passphraseFile()).content().isNotEqualTo(first);
    }
}
