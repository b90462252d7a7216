// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileNameTest {

    @Test
    void isWrittenAsTlogTilesSays() {
        assertThat(new TileName(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new TileName(TileName.ENTRIES, 999, 256).path()).isEqualTo("tile/entries/999");
        assertThat(new TileName(1, 0, 17).path()).isEqualTo("tile/1/000.p/17");
    }

    @Property
    void isReadAsItIsWritten(
            @ForAll @IntRange(min = -1, max = 7) int level,
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        TileName name = new TileName(level, index, width);
        assertThat(TileName.parse(name.path())).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/1",
                "tile/00/001",
                "tile/8/001",
                "tile/0/x000/001",
                "tile/0/001.p/256",
                "tile/0/001.p/0",
                "tile/0/001.p/01",
                "tile/0/001/",
                "tile/0/../checkpoint",
                "tile/entries/x01/001",
                "checkpoint",
                ""
            })
    void hasNoOtherForm(String path) {
        assertThat(TileName.parse(path)).isEmpty();
    }

    /** The example of tlog-tiles: a tree of 70,000 entries. */
    @Test
    void namesTheTilesOfATree() {
        List<TileName> names = TileName.added(0, 70_000);
        assertThat(names.stream().filter(name -> name.level() == 0)).hasSize(274);
        assertThat(names)
                .contains(
                        new TileName(0, 273, 112),
                        new TileName(TileName.ENTRIES, 273, 112),
                        new TileName(1, 0, 256),
                        new TileName(1, 1, 17),
                        new TileName(2, 0, 1))
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.level() > 2);
        assertThat(TileName.added(0, 256))
                .containsExactly(
                        new TileName(TileName.ENTRIES, 0, 256), new TileName(0, 0, 256), new TileName(1, 0, 1));
        assertThat(TileName.added(256, 257))
                .containsExactly(new TileName(TileName.ENTRIES, 1, 1), new TileName(0, 1, 1));
        assertThat(TileName.added(300, 300)).isEmpty();
    }

    @Test
    void theStackMakesTheTilesOfTheTree() {
        TileStack stack = new TileStack();
        CompactRange tree = new CompactRange();
        Map<TileName, ByteBuffer> last = Map.of();
        for (int i = 0; i < 65_536; i++) {
            Hash leaf = Hash.leaf(ByteBuffer.allocate(4).putInt(i).array());
            tree.add(leaf);
            last = stack.add(leaf);
        }
        assertThat(last.keySet()).containsExactly(new TileName(0, 255, 256), new TileName(1, 0, 256));
        assertThat(stack.partial(0)).isEmpty();
        assertThat(stack.partial(1)).isEmpty();
        assertThat(stack.partial(2)).containsExactly(tree.root());
    }
}
