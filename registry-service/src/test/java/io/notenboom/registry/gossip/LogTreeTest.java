// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.log.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogTreeTest {

    /** RFC 9162 §2.1.1, word by word. */
    private static Digest expected(List<Digest> leaves) {
        if (leaves.isEmpty()) {
            return Digest.sha256();
        }
        if (leaves.size() == 1) {
            return Digest.sha256(new byte[] {0}, leaves.getFirst().bytes());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Digest.sha256(
                new byte[] {1},
                expected(leaves.subList(0, split)).bytes(),
                expected(leaves.subList(split, leaves.size())).bytes());
    }

    @Test
    void itsRootIsThatOfTheStandard() {
        LogTree tree = new LogTree();
        List<Digest> ids = new ArrayList<>();
        assertThat(tree.state()).isEqualTo(new LogTree.State(0, expected(ids)));
        for (int i = 0; i < 70; i++) {
            Digest id = Digest.sha256(new byte[] {7, (byte) i});
            ids.add(id);
            EventId event = new EventId(id.value());
            tree.committed(List.of(new LogEntry(i, event, event, 0, "X", "")), Set.of());
            assertThat(tree.state()).isEqualTo(new LogTree.State(i + 1, expected(ids)));
        }
    }
}
