// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.recording;

import java.util.List;

/**
 * One recorded item: a call, and the calls that nodes made because of it.
 *
 * @param name its file without {@code .json}
 * @param recordedAt when it says that it was recorded, as text
 * @param exchanges what was sent and answered, in order of their start
 */
public record RecordedItem(String name, String recordedAt, List<RecordedExchange> exchanges) {

    /** Copies the list. */
    public RecordedItem {
        exchanges = List.copyOf(exchanges);
    }
}
