// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: nothing half written stays, and the log goes on when there is room again. */
class FullDiskTest {

    @TempDir
    Path directory;

    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

    private HashChainedLog open() {
        return HashChainedLog.open(
                directory, 1_000, file -> new LimitedChannel(ActiveSegment.Files.ON_DISK.open(file), room));
    }

    private static com.fasterxml.jackson.databind.JsonNode record(int number) {
        return JsonNodeFactory.instance.objectNode().put("number", number);
    }

    @Test
    void anAppendThatHasNoRoomFailsWholeAndTheNextOneGoesOn() {
        try (HashChainedLog log = open()) {
            assertThat(log.append(record(0))).isZero();
            room.set(20);
            assertThatThrownBy(() -> log.append(record(1)))
                    .isInstanceOf(LogFailureException.class)
                    .rootCause()
                    .hasMessageContaining("No space left");
            assertThat(log.head().records()).isEqualTo(1);
            room.set(Long.MAX_VALUE);
            assertThat(log.append(record(2))).isEqualTo(1);
            assertThat(log.read(0, 10))
                    .extracting(one -> one.record().path("number").asInt())
                    .containsExactly(0, 2);
        }
        assertThat(HashChainedLog.verify(directory)).isEqualTo(2);
    }

    @Test
    void recordsThatBelongTogetherAreThereTogetherOrNotAtAll() {
        try (HashChainedLog log = open()) {
            assertThat(log.append(List.of(record(0), record(1)))).isEqualTo(1);
            // more than the first of the two lines needs
            room.set(200);
            assertThatThrownBy(() -> log.append(List.of(record(2), record(3)))).isInstanceOf(LogFailureException.class);
            room.set(Long.MAX_VALUE);
            assertThat(log.append(record(4))).isEqualTo(2);
            assertThat(log.read(0, 10))
                    .extracting(one -> one.record().path("number").asInt())
                    .containsExactly(0, 1, 4);
        }
        assertThat(HashChainedLog.verify(directory)).isEqualTo(3);
    }

    /** Writes as many bytes as there is room for. */
    private static final class LimitedChannel extends DelegatingChannel {

        private final AtomicLong room;

        LimitedChannel(FileChannel channel, AtomicLong room) {
            super(channel);
            this.room = room;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (room.get() <= 0) {
                throw new IOException("No space left on device");
            }
            int most = (int) Math.min(room.get(), source.remaining());
            ByteBuffer part = source.slice().limit(most);
            int written = super.write(part);
            source.position(source.position() + written);
            room.addAndGet(-written);
            return written;
        }
    }
}
