// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private final RecentEvents events = new RecentEvents(3);

    @Test
    void theLastOnesAreKept() {
        assertThat(events.newest()).isZero();
        assertThat(events.completeAfter()).isZero();
        for (int i = 1; i <= 5; i++) {
            events.add("e", Integer.toString(i));
        }

        assertThat(events.newest()).isEqualTo(5);
        assertThat(events.completeAfter()).isEqualTo(2);
        assertThat(events.after(2, 2)).extracting(LiveEvent::json).containsExactly("3", "4");
        assertThat(events.after(4, 10)).extracting(LiveEvent::id).containsExactly(5L);
        assertThat(events.after(5, 10)).isEmpty();
    }

    @Test
    void anEventCannotBeginAnotherField() {
        assertThat(new LiveEvent(7, "e", "{\n\"id\":1\r\n}").toText())
                .isEqualTo("id: 7\nevent: e\ndata: {\ndata: \"id\":1\ndata: }\n\n");
        assertThatThrownBy(() -> new LiveEvent(1, "e\nid: 9", "{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
