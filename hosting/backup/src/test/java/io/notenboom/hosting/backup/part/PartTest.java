// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.destination.FolderTarget;
import io.notenboom.hosting.backup.part.Identities.Pair;
import io.notenboom.trust.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {

    private static final int CHUNK = 65_536;

    /** Of an encrypted chunk: its bytes and a tag. */
    private static final int SEALED_CHUNK = CHUNK + 16;

    private static final Pair CUSTOMER = Identities.generate();
    private static final Pair HOST = Identities.generate();
    private static final Recipients BOTH = Recipients.of(List.of(CUSTOMER.recipient(), HOST.recipient()));

    @TempDir
    Path folder;

    private static Identities only(Pair pair) {
        return Identities.of(List.of(pair.identity()));
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] sealed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream output = BOTH.encrypt(bytes)) {
            output.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] opened(byte[] sealed, Identities identities) throws IOException {
        return identities.decrypt(new ByteArrayInputStream(sealed)).readAllBytes();
    }

    @Test
    void eachOfTheTwoRecipientsReadsItAlone() throws IOException {
        byte[] plain = noise(3 * CHUNK + 5);
        byte[] sealed = sealed(plain);
        assertThat(opened(sealed, only(CUSTOMER))).isEqualTo(plain);
        assertThat(opened(sealed, only(HOST))).isEqualTo(plain);
        assertThatThrownBy(() -> opened(sealed, only(Identities.generate()))).isInstanceOf(BackupException.class);
    }

    @Test
    void oneRecipientIsNotEnough() {
        assertThatThrownBy(() -> Recipients.of(List.of(HOST.recipient(), HOST.recipient())))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("two recipients");
        assertThatThrownBy(() -> Recipients.of(List.of(HOST.recipient(), "age1nonsense")))
                .isInstanceOf(BackupException.class);
        assertThatThrownBy(() -> Identities.of(List.of(Secret.of("nonsense")))).isInstanceOf(BackupException.class);
    }

    @Test
    void aFlippedBitIsRefusedWhereverItIs() throws IOException {
        byte[] sealed = sealed(noise(2 * CHUNK));
        for (int at = 0; at < sealed.length; at += 211) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> opened(flipped, only(HOST)))
                    .as("byte %d", at)
                    .isInstanceOfAny(IOException.class, BackupException.class);
        }
    }

    @Test
    void chunksThatAreCutOffOrInAnotherOrderAreRefused() throws IOException {
        byte[] sealed = sealed(noise(4 * CHUNK));
        int payload = sealed.length - 4 * SEALED_CHUNK;
        for (int chunks = 0; chunks < 4; chunks++) {
            byte[] cut = Arrays.copyOf(sealed, payload + chunks * SEALED_CHUNK);
            assertThatThrownBy(() -> opened(cut, only(HOST)))
                    .as("%d chunks", chunks)
                    .isInstanceOfAny(IOException.class, BackupException.class);
        }
        byte[] turned = sealed.clone();
        System.arraycopy(sealed, payload, turned, payload + SEALED_CHUNK, SEALED_CHUNK);
        System.arraycopy(sealed, payload + SEALED_CHUNK, turned, payload, SEALED_CHUNK);
        assertThatThrownBy(() -> opened(turned, only(HOST))).isInstanceOfAny(IOException.class, BackupException.class);
    }

    @Test
    void contentsLieInPartsAcrossTheirEnds() throws IOException {
        FolderTarget target = new FolderTarget(folder.resolve("target"));
        byte[] first = noise(150);
        byte[] second = noise(1_000);
        List<Slice> slices;
        List<Part> parts;
        try (PartSink sink = new PartSink(new PartSink.Place(target, folder), BOTH, 7, 0, 400, part -> {})) {
            assertThat(sink.add(output -> output.write(first)))
                    .containsExactly(new Slice("parts/0000000007-00000.age", 0, 150));
            slices = sink.add(output -> output.write(second));
            sink.flush();
            parts = sink.parts();
        }
        assertThat(slices)
                .extracting(Slice::part, Slice::offset, Slice::length)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("parts/0000000007-00000.age", 150L, 250L),
                        org.assertj.core.groups.Tuple.tuple("parts/0000000007-00001.age", 0L, 400L),
                        org.assertj.core.groups.Tuple.tuple("parts/0000000007-00002.age", 0L, 350L));
        assertThat(parts).extracting(Part::plainBytes).containsExactly(400L, 400L, 350L);
        assertThat(target.list("parts")).hasSize(3);
    }

    @Test
    void noMoreIsUnpackedThanWasSigned() throws IOException {
        Path sealed = folder.resolve("sealed");
        Part zeros = PartFile.write("parts/0.age", sealed, BOTH, output -> output.write(new byte[50_000_000]));
        assertThat(zeros.bytes()).as("packs well").isLessThan(200_000);
        Part claimed = new Part(zeros.name(), zeros.bytes(), zeros.sha256(), 1_000, zeros.plainSha256());
        Path plain = folder.resolve("plain");
        assertThatThrownBy(() -> PartReader.open(claimed, sealed, only(HOST), plain))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("longer");
        assertThat(Files.size(plain)).isLessThanOrEqualTo(1_000);
    }

    @Test
    void aPartThatIsNotWhatWasSignedIsNotEvenDecrypted() throws IOException {
        FolderTarget target = new FolderTarget(folder.resolve("target"));
        Path sealed = folder.resolve("sealed");
        Part part = PartFile.write("parts/1.age", sealed, BOTH, output -> output.write(noise(100)));
        PartReader reader = new PartReader(target);
        Path fetched = folder.resolve("fetched");
        assertThatThrownBy(() -> reader.fetch(part, fetched)).hasMessageContaining("missing");
        byte[] bytes = Files.readAllBytes(sealed);
        for (byte[] other : List.of(
                Arrays.copyOf(bytes, bytes.length - 1),
                Arrays.copyOf(bytes, bytes.length + 1),
                new byte[bytes.length])) {
            Path file = folder.resolve("other");
            Files.write(file, other);
            target.put(part.name(), file);
            assertThatThrownBy(() -> reader.fetch(part, fetched)).isInstanceOf(BackupException.class);
        }
        target.put(part.name(), sealed);
        reader.fetch(part, fetched);
        assertThat(fetched).hasSameBinaryContentAs(sealed);
    }
}
