// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.audit.LogFiles;
import io.notenboom.registry.event.EventFormat;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the log of one peer, page by page, and compares every page with what the peer signed. Safe for many threads. */
final class SignedPages {

    private static final int MAX_NOTE = 16_384;
    private static final int MAX_BUNDLE = TileName.FULL * (2 + EventFormat.MAX_LENGTH_WITH_CERTIFICATE);

    private final LogFiles files;
    private final SignedTree tree;

    private SignedPages(LogFiles files, SignedTree tree) {
        this.files = files;
        this.tree = tree;
    }

    /**
     * Reads the tiles over the bundles.
     *
     * @param head what the peer signed, from {@link #head}
     * @throws SourceLiedException if they do not fit it
     * @throws IOException if they cannot be read
     */
    static SignedPages open(LogFiles files, TreeHead head) throws SourceLiedException, IOException {
        List<Hash> bundles = new ArrayList<>();
        long full = head.size() / TileName.FULL;
        for (long from = 0; from < full; from += TileName.FULL) {
            int width = (int) Math.min(TileName.FULL, full - from);
            bundles.addAll(hashes(files, new TileName(1, from / TileName.FULL, width)));
        }
        int rest = (int) (head.size() % TileName.FULL);
        List<Hash> last = rest == 0 ? List.of() : hashes(files, new TileName(0, full, rest));
        return new SignedPages(files, new SignedTree(head, bundles, last));
    }

    /**
     * Reads what the peer signed last.
     *
     * @param network the log has to be one of this network
     * @throws SourceLiedException if it is not signed with the key that the peer tells
     * @throws IOException if it cannot be read, or nothing was published yet
     */
    static TreeHead head(LogFiles files, NetworkId network) throws SourceLiedException, IOException {
        String key = text(files, "key");
        String note = text(files, "checkpoint");
        try {
            Checkpoint checkpoint = Checkpoint.open(note, NoteKey.parse(key.strip()));
            if (!checkpoint.origin().startsWith("nuts-registry/" + network.value() + "/")) {
                throw new SourceLiedException("its log is of another network");
            }
            return checkpoint.head();
        } catch (InvalidNoteException | IllegalArgumentException e) {
            throw new SourceLiedException("its checkpoint is not signed with its key");
        }
    }

    private static String text(LogFiles files, String path) throws SourceLiedException, IOException {
        return new String(read(files, path, MAX_NOTE), StandardCharsets.UTF_8);
    }

    private static byte[] read(LogFiles files, String path, int most) throws SourceLiedException, IOException {
        byte[] bytes = files.read(path).orElseThrow(() -> new IOException(path + " is not there"));
        if (bytes.length > most) {
            throw new SourceLiedException(path + " is longer than any such file");
        }
        return bytes;
    }

    private static List<Hash> hashes(LogFiles files, TileName name) throws SourceLiedException, IOException {
        ByteBuffer bytes = ByteBuffer.wrap(read(files, name.path(), TileName.FULL * Hash.BYTES));
        if (bytes.remaining() != name.width() * Hash.BYTES) {
            throw new SourceLiedException("a tile has another length than its name says");
        }
        List<Hash> hashes = new ArrayList<>(name.width());
        while (bytes.hasRemaining()) {
            hashes.add(Hash.read(bytes));
        }
        return hashes;
    }

    /** The tree. */
    SignedTree tree() {
        return tree;
    }

    /**
     * The entries of a bundle.
     *
     * @throws SourceLiedException if they are not those that the peer signed
     * @throws IOException if they cannot be read
     */
    List<Entry> entries(int page) throws SourceLiedException, IOException {
        List<Entry> entries = decode(read(files, tree.entries(page).path(), MAX_BUNDLE));
        if (!tree.has(page, entries.stream().map(Entry::leaf).toList())) {
            throw new SourceLiedException("its entries are not those of the checkpoint that it signed");
        }
        return entries;
    }

    private static List<Entry> decode(byte[] bytes) throws SourceLiedException {
        try {
            return EntryBundle.decode(ByteBuffer.wrap(bytes)).stream()
                    .map(compact -> new Entry(EntryBundle.leaf(compact), compact))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new SourceLiedException("its entries cannot be read");
        }
    }

    /**
     * The hashes of the entries of a bundle.
     *
     * @throws SourceLiedException if they are not those that the peer signed
     * @throws IOException if they cannot be read
     */
    List<Hash> leaves(int page) throws SourceLiedException, IOException {
        List<Hash> leaves = hashes(files, tree.hashes(page));
        if (!tree.has(page, leaves)) {
            throw new SourceLiedException("its hashes are not those of the checkpoint that it signed");
        }
        return leaves;
    }

    /**
     * An entry as it was signed for.
     *
     * @param leaf its hash
     * @param compact the event
     */
    record Entry(Hash leaf, String compact) {}
}
