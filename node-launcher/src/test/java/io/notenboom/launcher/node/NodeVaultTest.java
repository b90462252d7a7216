// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeVaultTest {

    @TempDir
    Path folder;

    @Test
    void aFolderSaysWhereTheKeysOfItsNodeAre() {
        NodeFolder node = new NodeFolder(folder);
        assertThat(NodeVault.of(node)).isEmpty();
        NodeVault vault = new NodeVault(Map.of(
                "notenboom.custody.vault.address",
                "https://vault.example:8200",
                "notenboom.custody.vault.app-role.role-id",
                "8a1f"));
        vault.write(node);
        assertThat(NodeVault.of(node)).contains(vault);
        assertThat(vault.properties(node, NodeProgram.of(ServiceKind.AUTH)))
                .containsEntry("notenboom.custody.vault.address", "https://vault.example:8200")
                .containsEntry("notenboom.custody.vault.app-role.role-id", "8a1f")
                .containsEntry(
                        "notenboom.custody.vault.app-role.wrapped-secret-id-file",
                        folder.resolve("tokens/vault-auth.wrapped-secret-id").toString())
                .containsEntry(
                        "notenboom.custody.vault.app-role.secret-id-file",
                        folder.resolve("tokens/vault-auth.secret-id").toString());
    }

    @Test
    void whatDoesNotBelongThereIsRefused() throws Exception {
        NodeFolder node = new NodeFolder(folder);
        Path file = node.tokens().resolve("vault.properties");
        Files.writeString(file, "notenboom.custody.vault.namespace=care\n");
        assertThatThrownBy(() -> NodeVault.of(node)).hasMessageContaining("lacks notenboom.custody.vault.address");
        Files.writeString(file, "notenboom.custody.vault.address=https://v.example\nnotenboom.mode=strict\n");
        assertThatThrownBy(() -> NodeVault.of(node)).hasMessageContaining("not notenboom.mode");
    }
}
