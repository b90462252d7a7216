// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerFolderTest {

    private static final TlsRequest WANTED = new TlsRequest(List.of("node.example"), "", "", "");

    @TempDir
    Path folder;

    private String request(ListenerFolder listener) throws IOException {
        return listener.request(WANTED, TlsKeyKind.EC_P256);
    }

    @Test
    void aRequestWaitsWithItsKeyUntilItIsWithdrawn() throws IOException {
        ListenerFolder listener = new ListenerFolder(folder);
        assertThat(request(listener)).contains("CERTIFICATE REQUEST");
        Path key = folder.resolve("pending.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        String waiting = Files.readString(key);
        assertThatThrownBy(() -> request(listener)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(key).as("the key of the request that waits").hasContent(waiting);
        listener.withdraw();
        assertThat(listener.isPending()).isFalse();
    }

    @Test
    void aRequestThatCannotBeWrittenLeavesNoKeyBehind() throws IOException {
        Files.createFile(Files.createDirectories(folder.resolve("pending.csr")).resolve("in-the-way"));
        ListenerFolder listener = new ListenerFolder(folder);
        assertThatThrownBy(() -> request(listener)).isInstanceOf(IOException.class);
        assertThat(listener.isPending()).isFalse();
    }
}
