// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads every line of a log that lies in a folder, from outside of the service that writes it. */
public final class ChainVerifier {

    private final Path directory;
    private final Optional<ChainHead> noted;

    /**
     * @param directory folder with the segments
     * @param noted a head that was noted earlier: the log has to contain it
     */
    public ChainVerifier(Path directory, Optional<ChainHead> noted) {
        this.directory = directory;
        this.noted = noted;
    }

    /**
     * Reads all.
     *
     * @param consumer is given each record that is sound, oldest first
     */
    public ChainVerdict verify(Consumer<LoggedRecord> consumer) {
        ChainReader reader;
        int segments;
        try {
            var files = ChainReader.segments(directory);
            segments = files.size();
            reader = new ChainReader(files);
        } catch (LogFailureException unreadable) {
            return new ChainVerdict.Broken("", 0, String.valueOf(unreadable.getMessage()));
        }
        try {
            reader.read(false, record -> {
                compare(record);
                consumer.accept(new LoggedRecord(record.sequence(), record.record()));
            });
        } catch (LogFailureException broken) {
            return new ChainVerdict.Broken(reader.segment(), reader.line(), String.valueOf(broken.getMessage()));
        }
        if (noted.isPresent() && noted.get().records() > reader.head().records()) {
            return new ChainVerdict.Broken(
                    reader.segment(),
                    reader.line(),
                    "the log ends before record " + reader.head().records() + ", but it had "
                            + noted.get().records() + " records when its head was noted: its end is missing");
        }
        return afterFirst(reader, segments);
    }

    private ChainVerdict afterFirst(ChainReader reader, int segments) {
        if (noted.isPresent() && noted.get().records() <= reader.first() && reader.first() > 0) {
            return new ChainVerdict.Broken(
                    "",
                    0,
                    "the log begins with record " + reader.first()
                            + ": the record that was noted is not in it any more; compare with a head noted later");
        }
        return new ChainVerdict.Sound(reader.first(), reader.head(), segments);
    }

    private void compare(ChainedRecord record) {
        if (noted.isPresent()
                && noted.get().records() == record.sequence() + 1
                && !noted.get().hash().equals(record.hash())) {
            throw new LogFailureException(
                    "record " + record.sequence() + " is another one than when the head of the log was noted");
        }
    }
}
