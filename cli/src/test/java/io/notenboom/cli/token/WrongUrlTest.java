// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongUrlTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int list(String url) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "nbt_secret\n");
        return TokenCommand.commandLine(new PrintStream(new ByteArrayOutputStream(), true), new PrintStream(err, true))
                .execute("list", "--url", url, "--token-file", token.toString());
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNoUrlIsAWrongArgument() throws IOException {
        assertThat(list("http://bad host")).isEqualTo(2);
        assertThat(told()).startsWith("notenboom: ").contains("http://bad host").hasLineCount(1);
    }

    @Test
    void whereNobodyListensIsTold() throws IOException {
        int port = FreePorts.any();
        assertThat(list("http://127.0.0.1:" + port)).isEqualTo(1);
        assertThat(told()).contains("nothing listens at 127.0.0.1:" + port);
    }
}
