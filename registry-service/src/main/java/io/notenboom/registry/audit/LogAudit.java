// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.publication.StreamRoots;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.registry.verify.EventVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole log from outside: the checkpoint's signature, every tile and entry against its root, every event's form,
 * place, signer, path to the Foundation and signature, and the heads of all streams. Of a node's own folder also what is not
 * published yet, and every other file in it. One use.
 */
public final class LogAudit {

    /** Begin of the origin of a node's log; network and node follow. */
    private static final String ORIGIN = "nuts-registry/";

    private final LogFiles files;
    private final AuditInput input;
    private final AuditProgress progress;
    private final List<String> notes = new ArrayList<>();

    /** Prepares the verification of a log. */
    public LogAudit(LogFiles files, AuditInput input, AuditProgress progress) {
        this.files = files;
        this.input = input;
        this.progress = progress;
    }

    /**
     * Verifies.
     *
     * @throws AuditFailedException if anything is wrong; tells what comes first in the log
     * @throws IOException if something cannot be read
     */
    public AuditReport run() throws AuditFailedException, IOException {
        NoteKey key = key();
        Checkpoint checkpoint = checkpoint(key);
        FolderAudit folder =
                files.list().map(names -> new FolderAudit(files, names)).orElse(null);
        if (folder != null) {
            notes.addAll(folder.requireKnownFiles());
        }
        EventAudit events = new EventAudit(new EventVerifier(network(checkpoint), input.root()));
        TreeAudit tree = new TreeAudit(files, earlier(key, checkpoint));
        List<String> lastBundle = published(checkpoint.head(), tree, events);
        requireHeads(checkpoint, tree, events.roots());
        int streams = events.roots().streams().size();
        long unpublished = folder == null ? 0 : folder.verifyRest(lastBundle, tree, events);
        return new AuditReport(checkpoint, streams, unpublished, notes);
    }

    private NoteKey key() throws AuditFailedException, IOException {
        String text = input.key();
        if (text == null) {
            text = text("key");
            notes.add("the key of the log was taken from the log itself: who wrote it was not checked;"
                    + " give --key to check that");
            if (!text.endsWith("\n")) {
                throw new AuditFailedException("key", "has no line end");
            }
            text = text.substring(0, text.length() - 1);
        }
        try {
            return NoteKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AuditFailedException("key", String.valueOf(e.getMessage()));
        }
    }

    private String text(String file) throws AuditFailedException, IOException {
        byte[] bytes = files.read(file).orElseThrow(() -> new AuditFailedException(file, "is missing"));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AuditFailedException(file, "is not text");
        }
    }

    private Checkpoint checkpoint(NoteKey key) throws AuditFailedException, IOException {
        try {
            return Checkpoint.open(text("checkpoint"), key);
        } catch (InvalidNoteException e) {
            throw new AuditFailedException("checkpoint", String.valueOf(e.getMessage()));
        }
    }

    private NetworkId network(Checkpoint checkpoint) throws AuditFailedException {
        String[] words = checkpoint.origin().split("/", -1);
        if (!checkpoint.origin().startsWith(ORIGIN) || words.length != 3) {
            throw new AuditFailedException("checkpoint", "its origin is not " + ORIGIN + "<network>/<node>");
        }
        String name = input.network();
        if (name == null) {
            return new NetworkId(words[1]);
        }
        NetworkId wanted = NetworkId.of(input.root().getPublicKey(), name);
        if (!wanted.value().equals(words[1])) {
            throw new AuditFailedException("checkpoint", "is of another network than " + name);
        }
        return wanted;
    }

    private @Nullable TreeHead earlier(NoteKey key, Checkpoint checkpoint) throws AuditFailedException {
        String note = input.earlier();
        if (note == null) {
            return null;
        }
        try {
            TreeHead head = Checkpoint.open(note, key).head();
            if (head.size() > checkpoint.head().size()) {
                throw new AuditFailedException("checkpoint", "is smaller than the earlier one: entries were removed");
            }
            return head;
        } catch (InvalidNoteException e) {
            throw new AuditFailedException("earlier checkpoint", String.valueOf(e.getMessage()));
        }
    }

    /** Verifies what the checkpoint covers. Returns the entries of the bundle that is not full. */
    private List<String> published(TreeHead head, TreeAudit tree, EventAudit events)
            throws AuditFailedException, IOException {
        List<String> last = List.of();
        try (BundleReader bundles = new BundleReader(files, head.size())) {
            for (Optional<List<List<String>>> chunk = bundles.next(); chunk.isPresent(); chunk = bundles.next()) {
                List<String> entries =
                        chunk.get().stream().flatMap(List::stream).toList();
                List<Hash> leaves =
                        entries.parallelStream().map(EntryBundle::leaf).toList();
                tree.add(leaves, true);
                if (tree.head().size() == head.size()) {
                    tree.comparePartials();
                    requireRoot(head, tree);
                }
                events.take(entries);
                last = chunk.get().getLast();
                progress.verified(events.size(), head.size());
            }
        }
        return last.size() == TileName.FULL ? List.of() : last;
    }

    private static void requireRoot(TreeHead head, TreeAudit tree) throws AuditFailedException {
        if (!tree.head().equals(head)) {
            throw new AuditFailedException("checkpoint", "its root is not that of the entries");
        }
    }

    private static void requireHeads(Checkpoint checkpoint, TreeAudit tree, StreamRoots.Snapshot streams)
            throws AuditFailedException {
        requireRoot(checkpoint.head(), tree);
        if (!checkpoint.extensions().equals(List.of(streams.extension()))) {
            throw new AuditFailedException("checkpoint", "its root of the streams is not that of the entries");
        }
    }
}
