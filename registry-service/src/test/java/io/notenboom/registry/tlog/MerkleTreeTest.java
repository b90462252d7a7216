// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The test vectors of Certificate Transparency's implementations (RFC 6962 §2.1.3 has the same trees by name). */
class MerkleTreeTest {

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private final List<Hash> leaves =
            LEAVES.stream().map(HexFormat.of()::parseHex).map(Hash::leaf).toList();
    private final MerkleTree tree = MerkleTree.of(leaves);

    @Test
    void hasTheRootsOfTheVectors() {
        CompactRange range = new CompactRange();
        for (int size = 0; size <= leaves.size(); size++) {
            assertThat(tree.root(size)).isEqualTo(hash(ROOTS.get(size)));
            assertThat(range.head()).isEqualTo(new TreeHead(size, hash(ROOTS.get(size))));
            if (size < leaves.size()) {
                range.add(leaves.get(size));
            }
        }
    }

    @Test
    void hasTheInclusionProofsOfTheVectors() {
        assertThat(tree.inclusion(0, 1)).isEmpty();
        assertThat(tree.inclusion(0, 8))
                .containsExactly(
                        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(tree.inclusion(5, 8))
                .containsExactly(
                        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
                        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                        hash(ROOTS.get(4)));
        assertThat(tree.inclusion(2, 3)).containsExactly(hash(ROOTS.get(2)));
    }

    @Test
    void hasTheConsistencyProofsOfTheVectors() {
        assertThat(tree.consistency(1, 1)).isEmpty();
        assertThat(tree.consistency(1, 8))
                .containsExactly(
                        hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(tree.consistency(6, 8))
                .containsExactly(
                        hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                        hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                        hash(ROOTS.get(4)));
        assertThat(tree.consistency(2, 5))
                .containsExactly(
                        hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
                        hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"));
    }

    @Test
    void acceptsTheProofsOfTheVectors() {
        TreeHead eight = new TreeHead(8, hash(ROOTS.get(8)));
        assertThatCode(() -> MerkleProofs.requireInclusion(leaves.get(5), 5, tree.inclusion(5, 8), eight))
                .doesNotThrowAnyException();
        assertThatCode(() -> MerkleProofs.requireConsistency(
                        new TreeHead(6, hash(ROOTS.get(6))), eight, tree.consistency(6, 8)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsNotInTheTree() {
        assertThatThrownBy(() -> tree.inclusion(8, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistency(9, 8)).isInstanceOf(IllegalArgumentException.class);
        TreeHead empty = new TreeHead(0, Hash.EMPTY);
        assertThatThrownBy(() -> MerkleProofs.requireInclusion(leaves.getFirst(), 0, List.of(), empty))
                .isInstanceOf(InvalidProofException.class);
        Stream.of(new TreeHead(7, hash(ROOTS.get(7))), new TreeHead(8, hash(ROOTS.get(7))))
                .forEach(later -> assertThatThrownBy(() ->
                                MerkleProofs.requireConsistency(new TreeHead(8, hash(ROOTS.get(8))), later, List.of()))
                        .isInstanceOf(InvalidProofException.class));
    }

    private static Hash hash(String hexadecimal) {
        return Hash.of(HexFormat.of().parseHex(hexadecimal));
    }
}
