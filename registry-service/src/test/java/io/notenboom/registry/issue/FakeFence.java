// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

/** A fence that holds until a test says otherwise. */
final class FakeFence implements WriterFence {

    boolean holds = true;
    Runnable asked = () -> {};

    @Override
    public long number() {
        return 1;
    }

    @Override
    public boolean holds() {
        asked.run();
        return holds;
    }
}
