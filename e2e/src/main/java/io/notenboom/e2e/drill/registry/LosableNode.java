// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The node of a vendor with a registry and an authorization server, of one process or of two, that loses all it has. */
final class LosableNode {

    private final Node node;
    private final Supervision supervision;

    LosableNode(Node node, Supervision supervision) {
        this.node = node;
        this.supervision = supervision;
    }

    boolean isSmall() {
        return node.spec().small();
    }

    /** Its processes, and the folders of their files. */
    private List<String> programs() {
        return isSmall() ? List.of("node") : List.of("auth", "registry");
    }

    /** Starts what does not run. */
    void start() {
        var running = supervision.processes().keySet();
        for (ServiceKind service : List.of(ServiceKind.REGISTRY, ServiceKind.AUTH)) {
            if (!running.contains(node.processName(service))) {
                node.start(service);
                running = supervision.processes().keySet();
            }
        }
    }

    /** Stops everything and deletes its files; Redis runs afterwards, and is empty. */
    void lose() throws IOException {
        List<String> stopped = new ArrayList<>(programs());
        stopped.add("redis");
        for (String process : stopped) {
            supervision.stop(node.processName(process));
        }
        for (String program : programs()) {
            FolderCopy.delete(node.folder().root().resolve(program).resolve("data"));
        }
        FolderCopy.delete(node.folder().root().resolve("redis"));
        node.startRedis();
    }

    /** Folders of files that lack the mark of a restore. */
    List<String> unmarked() {
        return programs().stream()
                .filter(program -> !Files.exists(node.folder().root().resolve(program + "/data/restoring")))
                .toList();
    }
}
