// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.file;

import io.notenboom.auth.statuslist.StatusListJournal;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.trust.did.Did;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A text file that only grows: {@code taken|revoked <did> <page> <index>} and {@code closed <did> <page>}. A last line that was
 * not finished does not count.
 */
public final class StatusListJournalFile implements StatusListJournal {

    private static final String TAKEN = "taken";
    private static final String REVOKED = "revoked";
    private static final String CLOSED = "closed";
    private static final int FIELDS = 4;

    private final Path file;

    /** @param file need not exist; its folder is made */
    public StatusListJournalFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void add(Line line) {
        append(String.join(
                " ",
                line.revoked() ? REVOKED : TAKEN,
                line.page().issuer().value(),
                Integer.toString(line.page().number()),
                Integer.toString(line.index())));
    }

    @Override
    public synchronized void close(StatusListPage page) {
        append(String.join(" ", CLOSED, page.issuer().value(), Integer.toString(page.number())));
    }

    private void append(String line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long end = endOfLines(channel);
                channel.truncate(end).position(end);
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    int unusedWritten = channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the journal of status lists cannot be written: " + file, cause);
        }
    }

    @Override
    public synchronized List<Line> lines() {
        return texts().stream()
                .filter(line -> !isClosing(line))
                .map(this::parse)
                .toList();
    }

    @Override
    public synchronized List<StatusListPage> closed() {
        return texts().stream()
                .filter(StatusListJournalFile::isClosing)
                .map(this::parseClosing)
                .toList();
    }

    private static boolean isClosing(String line) {
        return line.startsWith(CLOSED + " ");
    }

    private List<String> texts() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException cause) {
            throw new UncheckedIOException("the journal of status lists cannot be read: " + file, cause);
        }
    }

    /** Behind the last line that was finished. */
    private static long endOfLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            int unusedRead = channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    private Line parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS || !(fields[0].equals(TAKEN) || fields[0].equals(REVOKED))) {
            throw damaged();
        }
        try {
            return new Line(page(fields), Integer.parseInt(fields[3]), fields[0].equals(REVOKED));
        } catch (IllegalArgumentException unreadable) {
            throw damaged();
        }
    }

    private StatusListPage parseClosing(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS - 1) {
            throw damaged();
        }
        try {
            return page(fields);
        } catch (IllegalArgumentException unreadable) {
            throw damaged();
        }
    }

    private static StatusListPage page(String[] fields) {
        return new StatusListPage(new Did(fields[1]), Integer.parseInt(fields[2]));
    }

    private IllegalStateException damaged() {
        return new IllegalStateException("the journal of status lists is damaged: " + file);
    }
}
