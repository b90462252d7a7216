// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.audit.LogFiles;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.tlog.TileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The log of a peer as it serves it, until it is told to do otherwise; remembers what it was asked and what it was told. */
final class PeerLog implements LogFiles {

    /** What a peer answers in place of the file; {@code file} is null if there is none. */
    interface Manner {
        byte[] answer(String path, byte[] file) throws IOException;
    }

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> strikes = new CopyOnWriteArrayList<>();
    private final String name;
    private final EventLog log;
    private volatile Manner manner = (path, file) -> file;

    PeerLog(String name, EventLog log) {
        this.name = name;
        this.log = log;
    }

    PeerLog with(Manner next) {
        manner = next;
        return this;
    }

    LogSource source() {
        return source(this);
    }

    /** The same peer, reached another way. */
    LogSource source(LogFiles files) {
        return new LogSource(name, files, strikes::add);
    }

    long bundles() {
        return asked.stream().filter(path -> path.startsWith("tile/entries")).count();
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        asked.add(path);
        Optional<byte[]> file = file(path);
        return file.isEmpty() ? file : Optional.of(manner.answer(path, file.get()));
    }

    private Optional<byte[]> file(String path) {
        return switch (path) {
            case "key" -> log.publication().key().map(PeerLog::bytes);
            case "checkpoint" -> log.publication().checkpoint().map(PeerLog::bytes);
            default ->
                TileName.parse(path)
                        .flatMap(tile -> log.publication().tile(tile))
                        .map(tile -> {
                            byte[] bytes = new byte[tile.remaining()];
                            tile.duplicate().get(bytes);
                            return bytes;
                        });
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<List<String>> list() {
        return Optional.empty();
    }
}
