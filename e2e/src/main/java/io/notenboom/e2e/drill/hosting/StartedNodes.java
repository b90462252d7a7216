// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.launcher.hosting.HostingLaunch;
import io.notenboom.launcher.process.RemoteSupervisor;
import java.nio.file.Path;

/** What the drill started, to be ended once, by whoever comes first. */
final class StartedNodes {

    private static final int LOOKS = 3;

    private final RemoteSupervisor supervisor;
    private final Path root;
    private boolean ended;

    /** @param root folder of the control plane and its nodes */
    StartedNodes(RemoteSupervisor supervisor, Path root) {
        this.supervisor = supervisor;
        this.root = root;
    }

    /** Ends the control plane first, which would start nodes again; then the nodes, also one that was about to start. */
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        supervisor.close();
        int look = 0;
        while (look < LOOKS && HostingLaunch.endNodes(root.resolve("nodes")) > 0) {
            look++;
        }
        HostingLaunch.endVault(root);
    }
}
