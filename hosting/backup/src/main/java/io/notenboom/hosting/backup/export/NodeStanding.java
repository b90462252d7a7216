// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.checkpoint.BackedUpFile;
import io.notenboom.hosting.backup.checkpoint.Checkpoint.Standing;
import io.notenboom.hosting.backup.checkpoint.Checkpoint.StatusListMark;
import io.notenboom.hosting.backup.checkpoint.Manifest;
import io.notenboom.hosting.backup.file.Hashing;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds out how far the files of a backup are: head of the event log, heads of the chained logs, marks of the status lists. */
final class NodeStanding {

    /** Journal of the status lists: {@code taken|revoked <did> <page> <index>}, {@code closed <did> <page>}. */
    private static final String JOURNAL = "/status-lists.journal";

    private static final String LOG_CHECKPOINT = "/log/checkpoint";
    private static final String CHAINED = ".jsonl";
    private static final int MAX_RECORD = 300_000;

    private final Path node;
    private final Manifest manifest;
    private final NodeLayout layout;

    NodeStanding(Path node, Manifest manifest) {
        this.node = node;
        this.manifest = manifest;
        this.layout = NodeLayout.of(node).orElse(NodeLayout.SEPARATE);
    }

    /** Path of the event log's checkpoint in a node of this layout. */
    static String logCheckpoint(NodeLayout layout) {
        return layout.data(NodeLayout.Service.REGISTRY) + LOG_CHECKPOINT;
    }

    /** Number of entries in a checkpoint of an event log; 0 if it is none. */
    static long entries(List<String> note) {
        return note.size() > 3 ? number(note.get(1)) : 0;
    }

    /**
     * What the files of the backup say; of files that grew meanwhile only what is in it counts.
     *
     * @param note lines of the event log's checkpoint that was copied; none without one
     */
    Standing find(List<String> note, Map<String, Long> redisRecords) throws IOException {
        Map<String, BackedUpFile> files = manifest.byPath();
        boolean published = note.size() > 3;
        return new Standing(
                files.size(),
                manifest.bytes(),
                entries(note),
                published ? note.get(2) : "",
                published && note.get(3).startsWith("streams ") ? note.get(3).substring("streams ".length()) : "",
                chains(files),
                statusLists(files),
                redisRecords);
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Gives the lines that a file had when it was copied, without one that was being written; a byte is a character. */
    private void lines(BackedUpFile file, Consumer<String> consumer) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(node.resolve(file.path()), StandardCharsets.ISO_8859_1)) {
            long left = file.size();
            for (String line = reader.readLine(); line != null && left > line.length(); line = reader.readLine()) {
                left -= line.length() + 1;
                consumer.accept(line);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    /** The last segment of each folder of a chained log tells its head. */
    private Map<String, String> chains(Map<String, BackedUpFile> files) throws IOException {
        Map<String, BackedUpFile> last = new TreeMap<>();
        for (BackedUpFile file : files.values()) {
            if (file.path().endsWith(CHAINED)) {
                last.put(file.path().substring(0, file.path().lastIndexOf('/')), file);
            }
        }
        Map<String, String> heads = new TreeMap<>();
        for (Map.Entry<String, BackedUpFile> log : last.entrySet()) {
            heads.put(log.getKey(), head(log.getValue()));
        }
        return heads;
    }

    private String head(BackedUpFile file) throws IOException {
        int length = (int) Math.min(file.size(), MAX_RECORD);
        byte[] end = new byte[length];
        try (RandomAccessFile opened =
                new RandomAccessFile(node.resolve(file.path()).toFile(), "r")) {
            opened.seek(file.size() - length);
            opened.readFully(end);
        } catch (FileNotFoundException | EOFException gone) {
            return "";
        }
        String text = new String(end, StandardCharsets.UTF_8);
        int stop = text.lastIndexOf('\n');
        int start = text.lastIndexOf('\n', stop - 1) + 1;
        if (stop <= start) {
            return "";
        }
        try {
            var record = StrictJson.parseObject(text.substring(start, stop), MAX_RECORD);
            return (record.path("seq").asLong() + 1) + ":" + record.path("hash").asText();
        } catch (JsonInputException other) {
            return "";
        }
    }

    private List<StatusListMark> statusLists(Map<String, BackedUpFile> files) throws IOException {
        String journal = layout.data(NodeLayout.Service.AUTH) + JOURNAL;
        BackedUpFile copied = files.get(journal);
        if (copied == null) {
            return List.of();
        }
        Map<String, StatusListMark> marks = new TreeMap<>();
        lines(copied, line -> {
            String[] words = line.split(" ", -1);
            if (words.length >= 3 && words[2].matches("[0-9]{1,9}")) {
                String issuer = Hashing.of(words[1]);
                StatusListMark mark = new StatusListMark(
                        issuer,
                        Integer.parseInt(words[2]),
                        words[0].equals("taken") ? 1 : 0,
                        words[0].equals("revoked") ? 1 : 0);
                marks.merge(issuer, mark, NodeStanding::sum);
            }
        });
        return new ArrayList<>(marks.values());
    }

    private static StatusListMark sum(StatusListMark one, StatusListMark other) {
        return new StatusListMark(
                one.issuer(),
                Math.max(one.page(), other.page()),
                one.taken() + other.taken(),
                one.revoked() + other.revoked());
    }
}
