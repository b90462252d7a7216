// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.chainlog.HashChainedLog;
import io.notenboom.pdp.log.DecisionLog;
import java.util.function.Consumer;

/** The decision log in hash-chained segments on disk. */
final class ChainedDecisionLog implements DecisionLog {

    private final HashChainedLog log;

    ChainedDecisionLog(HashChainedLog log) {
        this.log = log;
    }

    @Override
    public void append(ObjectNode record) {
        long sequence = log.append(record);
        if (sequence < 0) {
            throw new IllegalStateException("The decision log gave no sequence number.");
        }
    }

    @Override
    public void replay(Consumer<ObjectNode> reader) {
        log.replay(record -> {
            if (record instanceof ObjectNode json) {
                reader.accept(json);
            }
        });
    }
}
