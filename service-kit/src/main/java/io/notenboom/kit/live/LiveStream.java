// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The stream of one client, on the thread of its request. */
final class LiveStream {

    private static final int PAGE = 64;
    private static final String OPENING = "retry: 5000\n\n";
    private static final String HEARTBEAT = ":\n\n";
    private static final String GAP = "event: gap\ndata: {}\n\n";

    private final LiveSource source;
    private final Wakening wakening;
    private final BooleanSupplier allowed;
    private final Duration heartbeat;

    LiveStream(LiveSource source, Wakening wakening, BooleanSupplier allowed, Duration heartbeat) {
        this.source = source;
        this.wakening = wakening;
        this.allowed = allowed;
        this.heartbeat = heartbeat;
    }

    /**
     * Returns when the caller is not allowed any more, or the service ends.
     *
     * @throws IOException when the client is gone
     */
    void run(OutputStream output, long from) throws IOException {
        write(output, OPENING);
        long last = from;
        try {
            while (!wakening.ended() && allowed.getAsBoolean()) {
                long seen = wakening.changes();
                if (last < source.completeAfter() || last > source.newest()) {
                    last = source.newest();
                    write(output, GAP);
                }
                List<LiveEvent> page = source.after(last, PAGE);
                for (LiveEvent event : page) {
                    output.write(bytes(event.toText()));
                    last = event.id();
                }
                if (!page.isEmpty()) {
                    output.flush();
                } else if (!wakening.await(seen, heartbeat)) {
                    write(output, HEARTBEAT);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream output, String text) throws IOException {
        output.write(bytes(text));
        output.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
