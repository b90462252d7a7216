// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.export.NodeFiles;
import io.notenboom.hosting.backup.export.NodeLayout;
import io.notenboom.hosting.backup.export.NodeLayout.Service;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts files that were restored in the place of those of a node. A service's folder has the mark of the restore before it gets its
 * name, so no service ever runs on restored data without knowing it. What was there is moved aside, never deleted.
 */
final class Placement {

    /** Mark of a node that is being restored, in the data folder of each service. */
    static final String MARK = "restoring";

    private static final String JOURNAL = "status-lists.journal";
    private static final int DEPTH = 4;

    private final Path node;
    private final Path staged;
    private final RestoreRecord restore;
    private final NodeLayout layout;

    Placement(Path node, Path staged, RestoreRecord restore) {
        this.node = node;
        this.staged = staged;
        this.restore = restore;
        this.layout = NodeLayout.of(staged).or(() -> NodeLayout.of(node)).orElse(NodeLayout.SEPARATE);
    }

    /** Where what was there before is. */
    static Path aside(Path node, RestoreRecord restore) {
        return node.resolve("before-restore-" + restore.id());
    }

    /** Puts all in its place; may be called again. */
    void place() throws IOException {
        requireSameLayout();
        for (String service : layout.folders()) {
            placeData(service);
            keepForReading(service + "/config");
        }
        keepForReading("tls");
        placeIfMissing("policy");
        if (Files.isDirectory(staged.resolve(NodeFiles.CUSTODY))) {
            claimAll(staged.resolve(NodeFiles.CUSTODY));
            placeIfMissing(NodeFiles.CUSTODY);
        }
    }

    private void requireSameLayout() {
        if (NodeLayout.of(node).filter(live -> live != layout).isPresent()) {
            throw new BackupException("the backup is of a node "
                    + switch (layout) {
                        case SMALL -> "of one process, and this folder has the files of one of several processes";
                        case SEPARATE -> "of several processes, and this folder has the files of one of one process";
                    }
                    + ": restore into another folder");
        }
    }

    private void placeData(String service) throws IOException {
        Path from = staged.resolve(service).resolve("data");
        Path to = node.resolve(service).resolve("data");
        if (isMarked(to) || (!Files.exists(from) && !Files.exists(to))) {
            return;
        }
        DurableFiles.folder(from);
        adjust(service, from, to);
        DurableFiles.write(
                from.resolve(MARK),
                StrictJson.write(
                        StrictJson.newObject().put("restore", restore.id()).put("checkpoint", restore.number())));
        if (Files.exists(to)) {
            requireStopped(to, service);
            Path aside = DurableFiles.folder(aside(node, restore).resolve(service));
            DurableFiles.rename(to, aside.resolve("data"));
        }
        DurableFiles.folder(node.resolve(service));
        DurableFiles.rename(from, to);
    }

    private boolean isMarked(Path data) throws IOException {
        Path mark = data.resolve(MARK);
        return Files.exists(mark) && Files.readString(mark).contains("\"" + restore.id() + "\"");
    }

    private void adjust(String service, Path from, Path live) throws IOException {
        if (service.equals(layout.folder(Service.REGISTRY))) {
            // the log goes on as another one, with a key of its own: no key signs two histories
            Files.deleteIfExists(from.resolve("log/key"));
            Files.deleteIfExists(from.resolve("log/checkpoint"));
        }
        if (service.equals(layout.folder(Service.AUTH))) {
            mergeJournals(from.resolve(JOURNAL), live.resolve(JOURNAL));
        }
        if (service.equals(layout.folder(Service.PDP))
                && restore.options().keepGrants().isEmpty()) {
            DurableFiles.deleteFolder(from.resolve("flows"));
        }
    }

    /** A journal that is still there may tell of entries and revocations that came after the backup. */
    private static void mergeJournals(Path restored, Path live) throws IOException {
        if (!Files.exists(live)) {
            return;
        }
        Set<String> lines = new LinkedHashSet<>();
        for (Path journal : List.of(restored, live)) {
            if (Files.exists(journal)) {
                String text = Files.readString(journal);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
            }
        }
        String merged = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        DurableFiles.write(restored, merged.getBytes(StandardCharsets.UTF_8));
    }

    private static void requireStopped(Path data, String service) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.walk(data, DEPTH)) {
            locks = files.filter(file -> String.valueOf(file.getFileName()).equals("lock"))
                    .toList();
        }
        for (Path lock : locks) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock held = channel.tryLock()) {
                if (held == null) {
                    throw new BackupException(
                            "the " + service + " service runs: stop all services of the node, then restore");
                }
            }
        }
    }

    /** Configuration is written by who runs the node: what the backup has is put beside it, to be read. */
    private void keepForReading(String folder) throws IOException {
        Path from = staged.resolve(folder);
        if (Files.exists(from)) {
            Path to = node.resolve("restored-configuration").resolve(folder);
            DurableFiles.deleteFolder(to);
            DurableFiles.folder(Objects.requireNonNull(to.getParent()));
            DurableFiles.rename(from, to);
        }
    }

    private void placeIfMissing(String folder) throws IOException {
        Path from = staged.resolve(folder);
        Path to = node.resolve(folder);
        if (!Files.exists(from)) {
            return;
        }
        if (Files.isDirectory(to)) {
            try (Stream<Path> there = Files.list(to)) {
                if (there.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(to);
        }
        DurableFiles.rename(from, to);
    }

    /** Keys that nobody used at the backup may be in use since: none of them is given out again. */
    private static void claimAll(Path custody) throws IOException {
        List<Path> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(custody)) {
            files.filter(file -> file.toString().endsWith(".key")).forEach(keys::add);
        }
        for (Path key : keys) {
            String name = String.valueOf(key.getFileName());
            Path claimed = custody.resolve(name.substring(0, name.length() - ".key".length()) + ".claimed");
            if (!Files.exists(claimed)) {
                DurableFiles.write(claimed, new byte[0]);
            }
        }
    }

    /** Whether a service's data in a node's folder are marked as being restored. */
    static boolean isMarked(Path node, Service service) {
        NodeLayout layout = NodeLayout.of(node).orElse(NodeLayout.SEPARATE);
        return Files.exists(node.resolve(layout.data(service)).resolve(MARK));
    }

    /** Takes the marks away. */
    static void unmark(Path node) throws IOException {
        for (String service : NodeLayout.of(node).orElse(NodeLayout.SEPARATE).folders()) {
            Path data = node.resolve(service).resolve("data");
            if (Files.deleteIfExists(data.resolve(MARK))) {
                DurableFiles.syncFolder(data);
            }
        }
    }
}
