// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads recordings. At most 5,000 files of 4 MiB, 64 MiB together, in folders at most 6 deep; links are not followed. */
public final class RecordingReader {

    /** Longest file, in bytes. */
    public static final int MAX_FILE = 4 * 1024 * 1024;

    private static final int MAX_FILES = 5_000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final int MAX_DEPTH = 6;
    private static final String INDEX = "index.json";
    private static final String SUBJECTS = "dids.json";

    /** Its keys are for those who want to send requests of their own; no message holds it. */
    private static final String HOLDER_KEY = "throwaway-holder-jwk.json";

    private final Path folder;
    private final List<RecordedItem> items = new ArrayList<>();
    private final Map<String, String> documents = new TreeMap<>();
    private final Map<String, String> damaged = new TreeMap<>();
    private JsonNode index = MissingNode.getInstance();
    private JsonNode subjects = MissingNode.getInstance();
    private long bytes;

    private RecordingReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a folder.
     *
     * @throws RecordingException if it is no folder, exceeds the limits, or holds no configuration or no exchange. Single files
     *     that cannot be read are in {@link Recording#damaged}.
     */
    public static Recording read(Path folder) throws RecordingException {
        if (!Files.isDirectory(folder)) {
            throw new RecordingException(folder + " is not a folder");
        }
        try {
            return new RecordingReader(folder).read();
        } catch (IOException unreadable) {
            throw new RecordingException(folder + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private Recording read() throws IOException, RecordingException {
        List<NodeSettings> nodes = NodeSettingsReader.read(folder.resolve("config"));
        for (Path file : files()) {
            String name = name(file);
            if (name.startsWith("config/") || !(name.endsWith(".json") || name.endsWith(".txt"))) {
                continue;
            }
            readFile(name, text(file));
        }
        if (items.isEmpty()) {
            throw new RecordingException(folder + " holds no recorded exchange (files with a member exchanges)");
        }
        return new Recording(folder, nodes, items, documents, damaged, new Recording.Directory(index, subjects));
    }

    private void readFile(String name, String text) {
        String plain = name.substring(0, name.lastIndexOf('.'));
        try {
            if (name.endsWith(".txt")) {
                documents.put(plain, text.strip());
                return;
            }
            JsonNode json = StrictJson.parse(text, MAX_FILE);
            switch (name) {
                case INDEX -> index = json;
                case SUBJECTS -> subjects = json;
                case HOLDER_KEY -> {
                    // no message holds it
                }
                default -> readJson(plain, text, json);
            }
        } catch (JsonInputException malformed) {
            damaged.put(plain, "is no JSON: " + malformed.getMessage());
        } catch (RecordingException malformed) {
            damaged.put(plain, String.valueOf(malformed.getMessage()));
        }
    }

    private void readJson(String name, String text, JsonNode json) throws RecordingException {
        if (!json.path("exchanges").isArray()) {
            documents.put(name, text);
            return;
        }
        List<RecordedExchange> exchanges = new ArrayList<>();
        for (JsonNode exchange : json.path("exchanges")) {
            exchanges.add(RecordedExchange.read(name, exchanges.size() + 1, exchange));
        }
        if (exchanges.isEmpty()) {
            throw new RecordingException("has no exchange");
        }
        items.add(new RecordedItem(name, json.path("recorded_at").asText(), exchanges));
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private Set<Path> files() throws IOException, RecordingException {
        Set<Path> files = new TreeSet<>();
        Files.walkFileTree(folder, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return files.size() > MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        if (files.size() > MAX_FILES) {
            throw new RecordingException(folder + " holds more than " + MAX_FILES + " files");
        }
        return files;
    }

    private String text(Path file) throws IOException, RecordingException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MAX_FILE + 1);
            bytes += content.length;
            if (content.length > MAX_FILE || bytes > MAX_BYTES) {
                throw new RecordingException(
                        file + " is too long: at most " + MAX_FILE + " bytes a file, " + MAX_BYTES + " bytes together");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }
}
