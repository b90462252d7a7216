// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.store.file.WriteAheadFrames;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.TileName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a folder has besides the files that a checkpoint needs: the write-ahead file, and tiles of other sizes. */
final class FolderAudit {

    private static final String WRITE_AHEAD = "wal/";

    private final LogFiles files;
    private final List<String> names;
    private final List<TileName> tiles = new ArrayList<>();
    private final Map<Long, List<String>> writeAhead = new HashMap<>();

    FolderAudit(LogFiles files, List<String> names) {
        this.files = files;
        this.names = List.copyOf(names);
    }

    /**
     * Looks at each file's name, and at the form of those that need no checkpoint to be judged.
     *
     * @return what the reader should know
     */
    List<String> requireKnownFiles() throws AuditFailedException, IOException {
        List<String> notes = new ArrayList<>();
        for (String name : names) {
            Optional<TileName> tile = TileName.parse(name);
            if (tile.isPresent()) {
                tiles.add(tile.get());
            } else if (name.startsWith(WRITE_AHEAD) && name.endsWith(".wal")) {
                readWriteAhead(name);
            } else if (name.endsWith(".tmp")) {
                notes.add(name + " was never finished; the next start of the service deletes it");
            } else if (name.equals("lock")) {
                if (files.read(name).map(bytes -> bytes.length).orElse(0) > 0) {
                    throw new AuditFailedException(name, "is not empty");
                }
            } else if (!name.equals("checkpoint") && !name.equals("key")) {
                throw new AuditFailedException(name, "is not a file of a log");
            }
        }
        return notes;
    }

    private void readWriteAhead(String name) throws AuditFailedException, IOException {
        try {
            long bundle = Long.parseLong(name.substring(WRITE_AHEAD.length(), name.length() - ".wal".length()));
            byte[] bytes = files.read(name).orElseThrow(() -> new AuditFailedException(name, "is missing"));
            writeAhead.put(bundle, WriteAheadFrames.readAll(bytes));
        } catch (IllegalArgumentException e) {
            throw new AuditFailedException(
                    name,
                    e.getMessage()
                            + "; after a crash the next start of the service cuts off what was not acknowledged");
        }
    }

    /**
     * Verifies what is not published yet, and the tiles and bundles of other checkpoints.
     *
     * @param lastBundle the published entries of the bundle that is not full
     * @return number of entries after the checkpoint
     */
    long verifyRest(List<String> lastBundle, TreeAudit tree, EventAudit events)
            throws AuditFailedException, IOException {
        long published = events.size();
        long bundle = published / TileName.FULL;
        List<String> known = lastBundle;
        for (TileName name : tiles) {
            if (name.level() == TileName.ENTRIES && !name.isFull() && name.index() < bundle) {
                requirePartials(name.index(), BundleReader.read(files, fullBundle(name.index())));
            }
        }
        while (tiles.contains(fullBundle(bundle))) {
            known = extend(
                    fullBundle(bundle).path(), known, BundleReader.read(files, fullBundle(bundle)), tree, events);
            requireCopy(bundle, known);
            requirePartials(bundle, known);
            known = List.of();
            bundle++;
        }
        if (bundle > 0) {
            requireCopy(bundle - 1, BundleReader.read(files, fullBundle(bundle - 1)));
        }
        if (!writeAhead.isEmpty() || !names.stream().noneMatch(name -> name.equals("lock"))) {
            known = writeAheadOf(bundle, known, tree, events);
        }
        requirePartials(bundle, known);
        requireNoOthers(bundle, tree);
        return events.size() - published;
    }

    private static TileName fullBundle(long bundle) {
        return new TileName(TileName.ENTRIES, bundle, TileName.FULL);
    }

    private List<String> writeAheadOf(long bundle, List<String> known, TreeAudit tree, EventAudit events)
            throws AuditFailedException, IOException {
        String name = WRITE_AHEAD + bundle + ".wal";
        List<String> entries = writeAhead.remove(bundle);
        if (entries == null) {
            if (known.isEmpty() && writeAhead.containsKey(bundle - 1)) {
                return known;
            }
            throw new AuditFailedException(name, "is missing");
        }
        return extend(name, known, entries, tree, events);
    }

    /** Entries of a file that begins with those known already; the others are verified. */
    private static List<String> extend(
            String file, List<String> known, List<String> entries, TreeAudit tree, EventAudit events)
            throws AuditFailedException, IOException {
        if (entries.size() < known.size() || !entries.subList(0, known.size()).equals(known)) {
            throw new AuditFailedException(file, "does not begin with the published entries");
        }
        List<String> more = entries.subList(known.size(), entries.size());
        tree.add(more.stream().map(EntryBundle::leaf).toList(), false);
        events.take(more);
        return entries;
    }

    /** A write-ahead file that was not deleted yet holds exactly the bundle that was made of it. */
    private void requireCopy(long bundle, List<String> entries) throws AuditFailedException {
        List<String> copy = writeAhead.remove(bundle);
        if (copy != null && !copy.equals(entries)) {
            throw new AuditFailedException(WRITE_AHEAD + bundle + ".wal", "differs from the bundle made of it");
        }
    }

    private void requirePartials(long bundle, List<String> entries) throws AuditFailedException, IOException {
        for (TileName name : tiles) {
            if (name.level() == TileName.ENTRIES && !name.isFull() && name.index() == bundle) {
                boolean fits = name.width() <= entries.size()
                        && Arrays.equals(
                                EntryBundle.encode(entries.subList(0, Math.min(name.width(), entries.size()))),
                                files.read(name.path()).orElse(new byte[0]));
                if (!fits) {
                    throw new AuditFailedException(name.path(), "differs from the entries");
                }
            }
        }
    }

    private void requireNoOthers(long bundle, TreeAudit tree) throws AuditFailedException, IOException {
        if (!writeAhead.isEmpty()) {
            throw new AuditFailedException(
                    WRITE_AHEAD + writeAhead.keySet().iterator().next() + ".wal", "is not a file of this log");
        }
        Set<TileName> expected = new HashSet<>(TileName.added(0, tree.head().size()));
        for (TileName name : tiles) {
            boolean entries = name.level() == TileName.ENTRIES;
            if (!name.isFull() && !entries) {
                tree.compareOther(name);
            } else if (name.isFull() ? !expected.contains(name) : name.index() > bundle) {
                throw new AuditFailedException(name.path(), "is not a file of this log");
            }
        }
    }
}
