// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.e2e.client.StepFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideShellTest {

    @TempDir
    Path folder;

    @Test
    void variablesStayAndWhatFailsIsNamed() throws Exception {
        try (GuideShell shell = new GuideShell(folder)) {
            assertThat(shell.type("name=c7f3k2\nif false; then echo no; fi\n! false"))
                    .isEmpty();
            assertThat(shell.type("echo \"it is $name\"; echo why >&2")).containsExactly("it is c7f3k2", "why");
            assertThatThrownBy(() -> shell.type("echo before\nls there-is-no-such-file\necho after"))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageContaining("ls there-is-no-such-file: status 2")
                    .hasMessageContaining("after");
            assertThatThrownBy(() -> shell.type("exit 3"))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageContaining("the shell ended");
        }
    }

    @Test
    void aPageHasCommandsAndWhatTheyPrint() throws Exception {
        Path page = Files.writeString(
                folder.resolve("page.md"),
                "# Guide\n\n## First\n\n```sh\necho a\necho b\n```\n\nwords\n\n```text\na\n```\n\n<!-- slow -->\n```sh\ntrue\n```\n");
        assertThat(GuidePage.read(page).blocks())
                .containsExactly(
                        new GuidePage.Block("First", 5, "echo a\necho b", false, List.of("a")),
                        new GuidePage.Block("First", 17, "true", true, List.of()));
        Files.writeString(page, "```yaml\na: b\n```\n");
        assertThatThrownBy(() -> GuidePage.read(page)).hasMessageContaining("neither sh nor text");
    }

    @Test
    void linesOfThePageHaveToBePrintedInOrder() {
        List<String> printed = List.of("c7f3k2  ready      active", "  DidPublished  True  Resolves", "done 17");
        assertThat(Printed.missing(List.of("c7f3k2  ready  active", "DidPublished … Resolves"), printed))
                .isEmpty();
        assertThat(Printed.missing(List.of("done …"), printed)).isEmpty();
        assertThat(Printed.missing(List.of("done …", "c7f3k2 …"), printed)).contains("c7f3k2 …");
        assertThat(Printed.missing(List.of("done (.*)"), printed)).contains("done (.*)");
    }
}
