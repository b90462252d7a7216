// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final TreeHead HEAD = new TreeHead(7, Hash.leaf(new byte[] {1}));

    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> Instant.EPOCH);
    private final KeyId keyId = custodian.create(KeyPurpose.LOG);
    private final NoteKey key = NoteKey.of("example.nl/log", custodian.publicKey(keyId));

    /** The example in the documentation of Go's note package. */
    @Test
    void readsANoteOfOthers() throws InvalidNoteException {
        String text = "If you think cryptography is the answer to your problem,\n"
                + "then you don't know what your problem is.\n";
        String note = text + "\n\u2014 PeterNeumann"
                + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        NoteKey neumann = NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        assertThat(SignedNote.requireSigned(note, neumann)).isEqualTo(text);
    }

    @Test
    void isReadAsItWasSigned() throws InvalidNoteException {
        Checkpoint signed = signed();
        assertThat(signed.note())
                .startsWith("example.nl/log\n7\n" + HEAD.root() + "\nstreams 1\n\n\u2014 example.nl/log ");
        Checkpoint read = Checkpoint.open(signed.note(), key);
        assertThat(read.head()).isEqualTo(HEAD);
        assertThat(read.origin()).isEqualTo("example.nl/log");
        assertThat(read.extensions()).containsExactly("streams 1");
    }

    @Test
    void keyHasATextForm() {
        assertThat(NoteKey.parse(key.toString())).isEqualTo(key);
        String text = key.toString();
        for (int i = 0; i < text.length(); i++) {
            String flipped = flip(text, i);
            assertThatThrownBy(() -> NoteKey.parse(flipped)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isRefusedAfterOneFlippedBit() throws InvalidNoteException {
        byte[] note = signed().note().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < note.length; i++) {
            byte[] changed = note.clone();
            changed[i] ^= 1;
            String text = new String(changed, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Checkpoint.open(text, key))
                    .as("byte %d", i)
                    .isInstanceOf(InvalidNoteException.class);
        }
    }

    @Test
    void isRefusedWithoutASignatureOfTheKey() throws InvalidNoteException {
        Checkpoint signed = signed();
        NoteKey other = NoteKey.of("example.nl/log", custodian.publicKey(custodian.create(KeyPurpose.LOG)));
        assertThatThrownBy(() -> Checkpoint.open(signed.note(), other)).isInstanceOf(InvalidNoteException.class);
        String unsigned = signed.note().substring(0, signed.note().indexOf("\n\n") + 1);
        assertThatThrownBy(() -> Checkpoint.open(unsigned, key)).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void mayHaveSignaturesOfOthersToo() throws InvalidNoteException {
        Checkpoint signed = signed();
        String cosigned = signed.note() + "\u2014 witness.example AAAAAAAA\n";
        assertThat(Checkpoint.open(cosigned, key).head()).isEqualTo(HEAD);
        assertThatThrownBy(() -> Checkpoint.open(signed.note() + "witness.example AAAAAAAA\n", key))
                .isInstanceOf(InvalidNoteException.class);
    }

    private Checkpoint signed() throws InvalidNoteException {
        return Checkpoint.sign(HEAD, List.of("streams 1"), key, text -> custodian.sign(keyId, KeyPurpose.LOG, text));
    }

    private static String flip(String text, int place) {
        return text.substring(0, place) + (char) (text.charAt(place) ^ 1) + text.substring(place + 1);
    }
}
