// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.history;

import io.notenboom.registry.bootstrap.HistoryMark;
import io.notenboom.registry.bootstrap.HistoryMarks;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark in a text file of five lines: {@code nuts-history-mark}, size, root in base64, rules, and the SHA-256 of the lines
 * before it in hexadecimal. A file that is not exactly that counts as none. The checksum finds damage, not forgery: who can
 * write the data folder can write a mark.
 */
public final class FileHistoryMarks implements HistoryMarks {

    private static final String TYPE = "nuts-history-mark";
    private static final int MAX_BYTES = 1_024;
    private static final Pattern FORM = Pattern.compile(
            "(" + TYPE + "\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/=]{44})\n([^\n]{1,200})\n)([0-9a-f]{64})\n");

    private final Path file;
    private final AtomicFile disk = new AtomicFile(new DiskMedium());

    /** @param file where the mark is kept; its folder has to be there */
    public FileHistoryMarks(Path file) {
        this.file = file;
    }

    @Override
    public Optional<HistoryMark> read() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            Matcher form = FORM.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            if (!form.matches() || !checksum(form.group(1)).equals(form.group(5))) {
                System.getLogger(FileHistoryMarks.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "the mark of how far the event log was verified is damaged: it is verified again from"
                                        + " its beginning");
                return Optional.empty();
            }
            TreeHead head = new TreeHead(Long.parseLong(form.group(2)), Hash.parse(form.group(3)));
            return Optional.of(new HistoryMark(head, form.group(4)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(HistoryMark mark) {
        String lines = TYPE + "\n" + mark.head().size() + "\n" + mark.head().root() + "\n" + mark.rules() + "\n";
        try {
            disk.write(file, (lines + checksum(lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LogFailureException("the mark of how far the event log was verified cannot be written", e);
        }
    }

    private static String checksum(String lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
