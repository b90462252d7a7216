// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The head of a log that a key has signed (C2SP tlog-checkpoint). Whoever holds one knows that the signature is right: it
 * comes out of {@link #open} or {@link #sign} only.
 */
public final class Checkpoint {

    private final String origin;
    private final TreeHead head;
    private final List<String> extensions;
    private final String note;

    private Checkpoint(String text, String note) throws InvalidNoteException {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
            throw new InvalidNoteException("a checkpoint has an origin, a size and a root");
        }
        this.extensions = List.of(lines).subList(3, lines.length - 1);
        if (lines[0].isEmpty() || extensions.contains("")) {
            throw new InvalidNoteException("a line of the checkpoint is empty");
        }
        this.origin = lines[0];
        this.head = head(lines[1], lines[2]);
        this.note = note;
    }

    private static TreeHead head(String size, String root) throws InvalidNoteException {
        if (!size.matches("0|[1-9][0-9]{0,17}")) {
            throw new InvalidNoteException("the size in the checkpoint is not a number");
        }
        try {
            return new TreeHead(Long.parseLong(size), Hash.parse(root));
        } catch (IllegalArgumentException e) {
            throw new InvalidNoteException("the root in the checkpoint is not a hash");
        }
    }

    /**
     * Reads a checkpoint of a log.
     *
     * @param key the log's key; its name is the log's origin
     * @throws InvalidNoteException if the form is another one, the key has not signed it or the origin is another one
     */
    public static Checkpoint open(String note, NoteKey key) throws InvalidNoteException {
        Checkpoint checkpoint = new Checkpoint(SignedNote.requireSigned(note, key), note);
        if (!checkpoint.origin.equals(key.name())) {
            throw new InvalidNoteException("the checkpoint is of another log: " + checkpoint.origin);
        }
        return checkpoint;
    }

    /**
     * Signs a checkpoint.
     *
     * @param key the log's key; its name is the log's origin
     * @param extensions further lines, none of them empty
     * @param sign makes the Ed25519 signature with the private half of the key
     * @throws InvalidNoteException if that made no valid signature
     */
    public static Checkpoint sign(TreeHead head, List<String> extensions, NoteKey key, UnaryOperator<byte[]> sign)
            throws InvalidNoteException {
        StringBuilder text = new StringBuilder(key.name() + "\n" + head.size() + "\n" + head.root() + "\n");
        extensions.forEach(line -> text.append(line).append('\n'));
        return open(SignedNote.sign(text.toString(), key, sign), key);
    }

    /**
     * The head that a note claims. Its signature is not looked at: good for comparing with what one has, not for trust.
     *
     * @throws InvalidNoteException if it has not the form of a checkpoint
     */
    public static TreeHead claimed(String note) throws InvalidNoteException {
        String[] lines = note.split("\n", 4);
        if (lines.length < 4) {
            throw new InvalidNoteException("a checkpoint has an origin, a size and a root");
        }
        return head(lines[1], lines[2]);
    }

    /** Identifies the log. */
    public String origin() {
        return origin;
    }

    /** Size and root of the log. */
    public TreeHead head() {
        return head;
    }

    /** The lines after the root. */
    public List<String> extensions() {
        return extensions;
    }

    /** The whole signed note. */
    public String note() {
        return note;
    }
}
