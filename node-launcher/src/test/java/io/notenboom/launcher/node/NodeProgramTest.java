// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProgramTest {

    @TempDir
    Path folder;

    private static NodeSpec spec(Set<ServiceKind> services) {
        return NodeSpec.of("a", "c7f3k2", "development", services, null, List.of());
    }

    private static List<String> names(NodeSpec spec) {
        return NodeProgram.of(spec).stream().map(NodeProgram::name).toList();
    }

    @Test
    void aNodeIsAProcessForEachServiceOrOneWithTheProxyBesideIt() {
        assertThat(names(spec(NodeSpec.allServices()))).containsExactly("registry", "auth", "pdp", "proxy");
        assertThat(names(spec(NodeSpec.allServices()).asSmall())).containsExactly("node", "proxy");
        assertThat(names(spec(NodeProgram.TOGETHER).asSmall())).containsExactly("node");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(EnumSet.of(ServiceKind.AUTH)).asSmall());
    }

    @Test
    void ofAPausedNodeTheAuthorizationServerIsLeftOnTheSameFilesAndPorts() {
        NodeSpec separate = spec(NodeSpec.allServices()).asPaused();
        assertThat(NodeProgram.of(separate)).containsExactly(NodeProgram.of(ServiceKind.AUTH));
        NodeProgram small = NodeProgram.of(
                        spec(NodeSpec.allServices()).asSmall().asPaused())
                .getFirst();
        assertThat(small.module()).isEqualTo("auth-service");
        assertThat(small.folder()).isEqualTo(NodeProgram.SMALL_NODE.folder());
        assertThat(small.first()).isEqualTo(NodeProgram.SMALL_NODE.first());
        assertThat(small.name()).isNotEqualTo(NodeProgram.SMALL_NODE.name());
        assertThat(NodeProgram.names()).contains(small.name(), "node", "registry", "pdp", "proxy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(EnumSet.of(ServiceKind.REGISTRY)).asPaused());
    }

    @Test
    void theFolderOfANodeKeepsItsShape() throws IOException {
        NodeFolder separate = new NodeFolder(folder.resolve("separate"));
        NodeFolder small = new NodeFolder(folder.resolve("small"));
        Files.createDirectories(separate.data(ServiceKind.REGISTRY));
        Files.createDirectories(small.data(NodeProgram.SMALL_NODE));
        separate.requireShape(false);
        small.requireShape(true);
        assertThatIllegalStateException()
                .isThrownBy(() -> separate.requireShape(true))
                .withMessageContaining("several processes");
        assertThatIllegalStateException()
                .isThrownBy(() -> small.requireShape(false))
                .withMessageContaining("one process");
    }
}
