// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import io.notenboom.registry.audit.LogFiles;
import io.notenboom.registry.event.EventFormat;
import io.notenboom.registry.tlog.TileName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The log of a peer over its peer listener. A peer that asks to come back within some seconds is given them; no more calls are
 * under way than a peer takes from one node.
 */
public final class PeerLogFiles implements LogFiles {

    private static final int MAX_FILE = TileName.FULL * (2 + EventFormat.MAX_LENGTH_WITH_CERTIFICATE);

    /**
     * Calls that wait or are under way: a connection to a peer lets half of them through at a time and gives up on one that
     * waits for its turn as long as a call may take. With this many a turn always comes, however slowly the peer answers;
     * with as many as pages are wanted at once, a slow peer would look like one that does not answer.
     */
    private static final int AT_ONCE = 8;

    private static final int TRIES = 5;
    private static final Duration COME_BACK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HttpPeerConnection connection;
    private final KnownPeer peer;
    private final Semaphore calls = new Semaphore(AT_ONCE);

    /** Reads from a peer. */
    public PeerLogFiles(HttpPeerConnection connection, KnownPeer peer) {
        this.connection = connection;
        this.peer = peer;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            calls.acquire();
            try {
                return patiently(path);
            } finally {
                calls.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Optional<byte[]> patiently(String path) throws IOException, InterruptedException {
        for (int i = 1; ; i++) {
            try {
                return connection.logFile(peer, path, MAX_FILE);
            } catch (PeerFailureException failed) {
                Duration pause = failed.pause().isZero() ? COME_BACK : failed.pause();
                boolean worthwhile = failed.failure() == PeerFailure.BUSY && pause.compareTo(LONGEST_PAUSE) <= 0;
                if (!worthwhile || i == TRIES) {
                    throw new IOException(failed.getMessage(), failed);
                }
                Thread.sleep(pause);
            }
        }
    }

    @Override
    public Optional<List<String>> list() {
        return Optional.empty();
    }
}
