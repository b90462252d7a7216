// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.checkpoint;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checkpoints of one customer at a target. */
public final class Checkpoints {

    private static final String FOLDER = "checkpoints";
    private static final Pattern NAME = Pattern.compile(FOLDER + "/([0-9]{10})\\.jws");

    private final BackupTarget target;
    private final PublicKey key;
    private final String customer;

    /**
     * Reads with a pinned key.
     *
     * @param key with which they have to be signed
     * @param customer whose they have to be
     */
    public Checkpoints(BackupTarget target, PublicKey key, String customer) {
        this.target = target;
        this.key = key;
        this.customer = customer;
    }

    /** The numbers there are by their names, ascending; nothing of them was verified. */
    public List<Long> numbers() throws IOException {
        return target.list(FOLDER).stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> Long.parseLong(name.group(1)))
                .toList();
    }

    /** The highest of {@link #numbers}. */
    public OptionalLong newest() throws IOException {
        return numbers().stream().mapToLong(Long::longValue).max();
    }

    /**
     * Reads and verifies one.
     *
     * @throws BackupException if it is missing, not signed with the pinned key, or has another number than its name
     */
    public SignedCheckpoint read(long number) throws IOException {
        byte[] bytes;
        try (InputStream input = target.open(name(number))) {
            bytes = input.readNBytes(CheckpointSeal.MAX_CHARACTERS + 1);
        } catch (NoSuchFileException missing) {
            throw new BackupException("there is no checkpoint " + number + " at " + target.describe(), missing);
        }
        SignedCheckpoint signed =
                CheckpointSeal.verify(new String(bytes, StandardCharsets.UTF_8).strip(), key, customer);
        if (signed.checkpoint().number() != number) {
            throw new BackupException("checkpoint " + number + " is in truth number "
                    + signed.checkpoint().number() + ": somebody put it in the place of another");
        }
        return signed;
    }

    /**
     * Checks that a checkpoint follows the one that it names, if that is still there.
     *
     * @throws BackupException if that one is another
     */
    public void requireFollows(SignedCheckpoint signed) throws IOException {
        if (signed.checkpoint().previous().isEmpty()) {
            return;
        }
        Checkpoint.Previous previous = signed.checkpoint().previous().get();
        if (numbers().contains(previous.number())
                && !read(previous.number()).sha256().equals(previous.sha256())) {
            throw new BackupException("checkpoint " + signed.checkpoint().number() + " follows another checkpoint "
                    + previous.number() + " than the one that is there");
        }
    }

    /** Puts a checkpoint at the target. */
    public void put(SignedCheckpoint signed, Path spool) throws IOException {
        Path file = DurableFiles.temporary(spool.resolve("checkpoint"));
        try {
            Files.writeString(file, signed.text());
            target.put(name(signed.checkpoint().number()), file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Deletes one. */
    public void delete(long number) throws IOException {
        target.delete(name(number));
    }

    private static String name(long number) {
        return String.format(Locale.ROOT, "%s/%010d.jws", FOLDER, number);
    }
}
