// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

/** How far this node's history is there and verified. Safe for many threads. */
public final class NodeHistory {

    private final HistoryVerification verification;
    private final PageBootstrap bootstrap;

    /** Joins the two ways to a history. */
    public NodeHistory(HistoryVerification verification, PageBootstrap bootstrap) {
        this.verification = verification;
        this.bootstrap = bootstrap;
    }

    /** What can be relied on. */
    public HistoryStatus status() {
        HistoryStatus status = verification.status();
        return bootstrap.status().state() == BootstrapStatus.State.RUNNING ? status.syncing() : status;
    }

    /** How the fetching from the logs of peers goes. */
    public BootstrapStatus bootstrap() {
        return bootstrap.status();
    }
}
