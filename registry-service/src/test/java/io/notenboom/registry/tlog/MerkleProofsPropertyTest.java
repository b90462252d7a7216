// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleProofsPropertyTest {

    private static final List<Hash> LEAVES =
            IntStream.range(0, 700).mapToObj(MerkleProofsPropertyTest::leaf).toList();
    private static final MerkleTree TREE = MerkleTree.of(LEAVES);

    private static Hash leaf(int number) {
        return Hash.leaf(ByteBuffer.allocate(4).putInt(number).array());
    }

    private static TreeHead head(int size) {
        return new TreeHead(size, TREE.root(size));
    }

    @Property(tries = 300)
    void everyLeafHasAProof(@ForAll @IntRange(min = 1, max = 700) int size, @ForAll @IntRange(max = 699) int number)
            throws InvalidProofException {
        int index = number % size;
        List<Hash> proof = TREE.inclusion(index, size);
        assertThat(proof.size()).isLessThanOrEqualTo(64 - Long.numberOfLeadingZeros(size));
        MerkleProofs.requireInclusion(LEAVES.get(index), index, proof, head(size));
    }

    @Property(tries = 300)
    void noOtherLeafOrPlaceHasThatProof(
            @ForAll @IntRange(min = 2, max = 700) int size,
            @ForAll @IntRange(max = 699) int number,
            @ForAll @IntRange(max = 699) int otherNumber) {
        int index = number % size;
        int other = otherNumber % size;
        Assume.that(index != other);
        List<Hash> proof = TREE.inclusion(index, size);
        assertThatThrownBy(() -> MerkleProofs.requireInclusion(LEAVES.get(other), index, proof, head(size)))
                .isInstanceOf(InvalidProofException.class);
        assertThatThrownBy(() -> MerkleProofs.requireInclusion(LEAVES.get(index), other, proof, head(size)))
                .isInstanceOf(InvalidProofException.class);
    }

    @Property(tries = 300)
    void everyEarlierTreeIsConsistent(@ForAll @IntRange(max = 700) int one, @ForAll @IntRange(max = 700) int another)
            throws InvalidProofException {
        int from = Math.min(one, another);
        int to = Math.max(one, another);
        MerkleProofs.requireConsistency(head(from), head(to), TREE.consistency(from, to));
    }

    @Property(tries = 300)
    void aTreeWithOneOtherLeafIsNot(
            @ForAll @IntRange(min = 1, max = 300) int from,
            @ForAll @IntRange(min = 301, max = 700) int to,
            @ForAll @IntRange(max = 299) int changed) {
        List<Hash> leaves = new ArrayList<>(LEAVES.subList(0, from));
        leaves.set(changed % from, leaf(-1));
        TreeHead rewritten = new TreeHead(from, MerkleTree.of(leaves).root(from));
        assertThatThrownBy(() -> MerkleProofs.requireConsistency(rewritten, head(to), TREE.consistency(from, to)))
                .isInstanceOf(InvalidProofException.class);
    }

    @Property(tries = 300)
    void aProofThatIsChangedLongerOrShorterFails(
            @ForAll @IntRange(min = 1, max = 300) int from,
            @ForAll @IntRange(min = 301, max = 700) int to,
            @ForAll @IntRange(max = 20) int place) {
        List<Hash> proof = TREE.consistency(from, to);
        List<Hash> changed = new ArrayList<>(proof);
        changed.set(place % proof.size(), leaf(-1));
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(leaf(-1));
        for (List<Hash> wrong : List.of(changed, longer, proof.subList(0, proof.size() - 1))) {
            assertThatThrownBy(() -> MerkleProofs.requireConsistency(head(from), head(to), wrong))
                    .isInstanceOf(InvalidProofException.class);
        }
        List<Hash> inclusion = TREE.inclusion(from - 1, to);
        List<Hash> tooLong = new ArrayList<>(inclusion);
        tooLong.add(leaf(-1));
        for (List<Hash> wrong : List.of(tooLong, inclusion.subList(0, inclusion.size() - 1))) {
            assertThatThrownBy(() -> MerkleProofs.requireInclusion(LEAVES.get(from - 1), from - 1, wrong, head(to)))
                    .isInstanceOf(InvalidProofException.class);
        }
    }

    @Property(tries = 100)
    void oneLeafAtATimeGivesTheSameRoot(@ForAll @IntRange(max = 700) int size) {
        CompactRange range = new CompactRange();
        LEAVES.subList(0, size).forEach(range::add);
        assertThat(range.head()).isEqualTo(head(size));
    }
}
