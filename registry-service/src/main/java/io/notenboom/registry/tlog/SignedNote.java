// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** A text with signatures under it (C2SP signed-note). */
final class SignedNote {

    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_SIGNATURES = 16;
    private static final String SEPARATOR = "\n\n";
    private static final String DASH = "\u2014 ";

    private SignedNote() {}

    /**
     * Signs a text that ends with a line end.
     *
     * @param sign makes the Ed25519 signature with the private half of the key
     */
    static String sign(String text, NoteKey key, UnaryOperator<byte[]> sign) {
        byte[] signature = sign.apply(text.getBytes(StandardCharsets.UTF_8));
        byte[] line = ByteBuffer.allocate(4 + signature.length)
                .put(key.id())
                .put(signature)
                .array();
        return text + "\n" + DASH + key.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    /**
     * The text of a note, which a key has signed. Signatures of other keys are not looked at, but have to have the form.
     *
     * @throws InvalidNoteException if the form is another one, or the key has not signed it
     */
    static String requireSigned(String note, NoteKey key) throws InvalidNoteException {
        int end = note.lastIndexOf(SEPARATOR);
        if (note.length() > MAX_LENGTH || end < 1 || !note.endsWith("\n") || end + 2 >= note.length()) {
            throw new InvalidNoteException("not a signed note");
        }
        if (note.chars().anyMatch(letter -> letter < 0x20 && letter != '\n')) {
            throw new InvalidNoteException("a signed note has no control characters");
        }
        String text = note.substring(0, end + 1);
        String signatures = note.substring(end + 2, note.length() - 1);
        List<byte[]> own = new ArrayList<>();
        String[] lines = signatures.split("\n", MAX_SIGNATURES + 1);
        if (lines.length > MAX_SIGNATURES) {
            throw new InvalidNoteException("the note has more than " + MAX_SIGNATURES + " signatures");
        }
        for (String line : lines) {
            byte[] signature = signature(line, key);
            if (signature.length > 0) {
                own.add(signature);
            }
        }
        if (own.isEmpty()) {
            throw new InvalidNoteException("the note has no signature of " + key);
        }
        for (byte[] signature : own) {
            key.requireSignature(text.getBytes(StandardCharsets.UTF_8), signature);
        }
        return text;
    }

    /** The signature in a line if it is the key's, else nothing. */
    private static byte[] signature(String line, NoteKey key) throws InvalidNoteException {
        String[] parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
        if (parts.length != 2) {
            throw new InvalidNoteException("a signature line has another form");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(parts[1]);
        } catch (IllegalArgumentException e) {
            throw new InvalidNoteException("a signature is not base64");
        }
        if (bytes.length < 5 || !Base64.getEncoder().encodeToString(bytes).equals(parts[1])) {
            throw new InvalidNoteException("a signature is not base64");
        }
        boolean ours = parts[0].equals(key.name()) && Arrays.equals(key.id(), Arrays.copyOf(bytes, 4));
        return ours ? Arrays.copyOfRange(bytes, 4, bytes.length) : new byte[0];
    }
}
