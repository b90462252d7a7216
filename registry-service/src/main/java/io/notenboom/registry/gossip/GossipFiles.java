// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.peer.PeerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What gossip keeps besides the log, in the folder {@code gossip/}: the log's epoch and the peers that were added. */
public final class GossipFiles {

    /** The most peers that can be added. */
    public static final int MAX_ADDED = 1_000;

    private final Path folder;
    private final Set<PeerAddress> added = new TreeSet<>();

    /** Opens the folder, which is made if it is not there. */
    public GossipFiles(Path dataFolder) {
        this.folder = dataFolder.resolve("gossip");
        try {
            Files.createDirectories(folder);
            Path peers = folder.resolve("peers");
            if (Files.exists(peers)) {
                Files.readAllLines(peers).forEach(line -> added.add(new PeerAddress(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder gossip in notenboom.data-dir cannot be read", e);
        }
    }

    /** A random text that stays the same as long as the data folder does. */
    public synchronized String epoch() {
        try {
            Path file = folder.resolve("epoch");
            if (!Files.exists(file)) {
                write(file, UUID.randomUUID().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder gossip in notenboom.data-dir cannot be written", e);
        }
    }

    /** The peers that were added. */
    public synchronized Collection<PeerAddress> added() {
        return Set.copyOf(added);
    }

    /**
     * Adds a peer; durable when it returns.
     *
     * @throws IllegalArgumentException if there are {@link #MAX_ADDED} already
     */
    public synchronized void add(PeerAddress address) {
        if (added.contains(address)) {
            return;
        }
        if (added.size() >= MAX_ADDED) {
            throw new IllegalArgumentException("too many peers were added");
        }
        Set<PeerAddress> next = new TreeSet<>(added);
        next.add(address);
        store(next);
        added.add(address);
    }

    /** Removes a peer that was added; durable when it returns. Whether it was there. */
    public synchronized boolean remove(PeerAddress address) {
        Set<PeerAddress> next = new TreeSet<>(added);
        if (!next.remove(address)) {
            return false;
        }
        store(next);
        added.remove(address);
        return true;
    }

    private void store(Set<PeerAddress> peers) {
        StringBuilder lines = new StringBuilder();
        peers.forEach(peer -> lines.append(peer.value()).append('\n'));
        try {
            write(folder.resolve("peers"), lines.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder gossip in notenboom.data-dir cannot be written", e);
        }
    }

    /** Replaces a file as a whole, durably. */
    static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(Files.writeString(next, text), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
