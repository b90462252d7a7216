// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.disk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.replica.FlowSnapshot;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The copy of the flows in {@code flows.ndjson}: a line for each version that was taken and each flow that was forgotten, written
 * anew with the latest versions only when it is opened, and when it has grown to several times that. A last line that is not
 * whole was never acknowledged and is dropped; any other line that cannot be read stops the service, because a copy with holes
 * must not be restored from unseen.
 */
public final class FileFlowSnapshot implements FlowSnapshot, AutoCloseable {

    /** The largest flow that Redis may have, and what a line has around it. */
    private static final int MAX_LINE = 4_194_304 + 64;

    private static final long REWRITE_BYTES = 64L * 1024 * 1024;

    private final Path file;
    private final Map<String, Flow> flows = new LinkedHashMap<>();
    private @Nullable String store;
    private FileChannel channel;
    private long rewriteAt;
    private boolean incomplete;

    /**
     * Opens the copy in a folder, which is made if it is not there.
     *
     * @throws IllegalStateException when it is damaged; the text says where and what to do
     */
    public FileFlowSnapshot(Path folder) {
        try {
            Files.createDirectories(folder);
            this.file = folder.resolve("flows.ndjson");
            if (Files.exists(file)) {
                read();
            }
            this.channel = rewritten();
        } catch (IOException failed) {
            throw new UncheckedIOException("the copy of the flows cannot be opened in " + folder, failed);
        }
    }

    private void read() throws IOException {
        try (SnapshotLines lines = new SnapshotLines(file, MAX_LINE)) {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                try {
                    take(StrictJson.parseObject(line.get(), MAX_LINE));
                } catch (JsonInputException | IllegalArgumentException damaged) {
                    throw new IllegalStateException(
                            "line " + lines.number() + " of " + file
                                    + " cannot be read; put the file back from a backup, or move it"
                                    + " away to go on with what Redis has",
                            damaged);
                }
            }
        }
    }

    private void take(ObjectNode line) {
        JsonNode flow = line.path("flow");
        if (flow.isObject()) {
            put(FlowJson.read(flow));
        } else if (line.path("dropped").isTextual()) {
            flows.remove(line.path("dropped").asText());
        } else if (line.path("store").isTextual()) {
            store = line.path("store").asText();
        } else {
            throw new IllegalArgumentException("a line of another kind");
        }
    }

    private FileChannel rewritten() throws IOException {
        Path next = file.resolveSibling("flows.ndjson.next");
        try (FileChannel written = open(next, StandardOpenOption.TRUNCATE_EXISTING)) {
            if (store != null) {
                write(written, storeLine(store));
            }
            for (Flow flow : flows.values()) {
                write(written, flowLine(flow));
            }
            written.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
        FileChannel appended = open(file, StandardOpenOption.APPEND);
        rewriteAt = appended.size() * 4 + REWRITE_BYTES;
        return appended;
    }

    private static FileChannel open(Path path, StandardOpenOption how) throws IOException {
        if (!Files.exists(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return FileChannel.open(path, StandardOpenOption.WRITE, how);
    }

    private static ObjectNode flowLine(Flow flow) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.set("flow", FlowJson.write(flow));
        return line;
    }

    private static ObjectNode storeLine(String name) {
        return JsonNodeFactory.instance.objectNode().put("store", name);
    }

    private static void write(FileChannel to, ObjectNode line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CanonicalJson.text(line) + "\n");
        while (bytes.hasRemaining()) {
            int unused = to.write(bytes);
        }
    }

    /** What cannot be written now is written with the next line, because then the whole copy is written anew. */
    private void append(ObjectNode line) {
        try {
            if (incomplete || channel.size() > rewriteAt) {
                channel.close();
                channel = rewritten();
                incomplete = false;
            } else {
                write(channel, line);
            }
        } catch (IOException failed) {
            incomplete = true;
            System.getLogger(FileFlowSnapshot.class.getName())
                    .log(System.Logger.Level.ERROR, "The copy of the flows could not be written", failed);
        }
    }

    @Override
    public synchronized Contents contents() {
        return new Contents(Optional.ofNullable(store), new ArrayList<>(flows.values()));
    }

    @Override
    public synchronized void of(String name) {
        store = name;
        append(storeLine(name));
    }

    @Override
    public synchronized void keep(Flow flow) {
        put(flow);
        append(flowLine(flow));
    }

    private void put(Flow flow) {
        Flow unused = flows.merge(flow.id(), flow, (old, next) -> next.version() > old.version() ? next : old);
    }

    @Override
    public synchronized void drop(String id) {
        flows.remove(id);
        append(JsonNodeFactory.instance.objectNode().put("dropped", id));
    }

    /** Nobody waits for the disk meanwhile: what is kept while this runs is written through the next time. */
    @Override
    public void flush() {
        FileChannel written;
        synchronized (this) {
            written = channel;
        }
        try {
            written.force(false);
        } catch (ClosedChannelException replaced) {
            // the file in its place was written through before it took it
        } catch (IOException failed) {
            synchronized (this) {
                incomplete = true;
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.force(true);
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("the copy of the flows cannot be closed", failed);
        }
    }
}
