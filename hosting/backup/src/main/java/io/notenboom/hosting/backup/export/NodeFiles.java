// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a node's folder belong into a backup: the services' data, their configuration, policies and public certificates.
 * Not: what is made again from the data, secrets, and keys; sealed keys only when that is asked for.
 */
public final class NodeFiles {

    /** Folder of the sealed keys. */
    public static final String CUSTODY = "custody";

    private static final List<String> CONFIGURATION = List.of("policy", "tls");
    private static final Pattern MADE_AGAIN =
            Pattern.compile("(registry|node)/data/(search-index|mcsd|history-verified)");
    private static final Set<String> NOT_DATA = Set.of("lock", "restoring");
    private static final Pattern TEMPORARY = Pattern.compile(".*\\.tmp|\\..*");
    private static final Pattern PARTIAL_TILE = Pattern.compile(
            "(?:registry|node)/data/log/tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})\\.p/([0-9]{1,3})");
    private static final int TILE_WIDTH = 256;
    private static final int TILE_BITS = 8;
    private static final String ENTRIES = "entries";
    private static final Pattern LOG_FILE = Pattern.compile("(registry|node)/data/log/(checkpoint|key|wal/.*)");
    private static final byte[] PRIVATE_KEY = "PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALL = 65_536;

    private final Path node;
    private final boolean withCustody;

    /**
     * Files below a node's folder.
     *
     * @param withCustody whether the sealed keys are among them
     */
    public NodeFiles(Path node, boolean withCustody) {
        this.node = node;
        this.withCustody = withCustody;
    }

    /**
     * The files as they are now, by their paths with slashes: the event log's own checkpoint first, then its write-ahead file,
     * then all others by name. In this order a copy of the log holds what its checkpoint says, whatever is appended meanwhile,
     * and a write-ahead file that becomes a bundle is found as one of the two. Of partial tiles those are in the list that a
     * checkpoint of this size needs; all others are made again.
     *
     * @param logEntries number of entries in the event log's checkpoint, read before this call
     */
    public List<String> list(long logEntries) {
        List<String> files = new ArrayList<>();
        for (String service : NodeLayout.of(node).orElse(NodeLayout.SEPARATE).folders()) {
            collect(service + "/data", logEntries, files);
            collect(service + "/config", logEntries, files);
        }
        CONFIGURATION.forEach(folder -> collect(folder, logEntries, files));
        if (withCustody) {
            collect(CUSTODY, logEntries, files);
        }
        files.sort(Comparator.comparing((String file) -> !LOG_FILE.matcher(file).matches())
                .thenComparing(Comparator.naturalOrder()));
        return files;
    }

    private void collect(String folder, long logEntries, List<String> files) {
        Path start = node.resolve(folder);
        if (!Files.isDirectory(start)) {
            return;
        }
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    boolean skip = MADE_AGAIN.matcher(name(visited)).matches();
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String last = String.valueOf(file.getFileName());
                    boolean skip = !attributes.isRegularFile()
                            || NOT_DATA.contains(last)
                            || MADE_AGAIN.matcher(name(file)).matches()
                            || isOtherPartialTile(name(file), logEntries)
                            || TEMPORARY.matcher(last).matches()
                            || (attributes.size() <= SMALL && holdsAPrivateKey(file));
                    if (!skip) {
                        files.add(name(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder of the node cannot be read: " + start, failure);
        }
    }

    private static boolean isOtherPartialTile(String name, long logEntries) {
        if (!name.contains(".p/")) {
            return false;
        }
        Matcher tile = PARTIAL_TILE.matcher(name);
        if (!tile.matches()) {
            return false;
        }
        int level = tile.group(1).equals(ENTRIES) ? 0 : Integer.parseInt(tile.group(1));
        long hashes = level >= TILE_BITS ? 0 : logEntries >> (TILE_BITS * level);
        long number = Long.parseLong(tile.group(2).replaceAll("[x/]", ""));
        return number != hashes / TILE_WIDTH || Long.parseLong(tile.group(3)) != hashes % TILE_WIDTH;
    }

    private String name(Path file) {
        return node.relativize(file).toString().replace('\\', '/');
    }

    private static boolean holdsAPrivateKey(Path file) throws IOException {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return content.contains(new String(PRIVATE_KEY, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException gone) {
            return true;
        }
    }
}
