// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of recorded traffic.
 *
 * @param folder where it is
 * @param nodes the recorded nodes
 * @param items what was recorded, by name
 * @param documents further JSON and text files, by path without extension: DID documents, credentials, status lists
 * @param damaged files that cannot be read, with the reason
 * @param directory index of items and list of subjects
 */
public record Recording(
        Path folder,
        List<NodeSettings> nodes,
        List<RecordedItem> items,
        Map<String, String> documents,
        Map<String, String> damaged,
        Directory directory) {

    private static final Comparator<RecordedExchange> BY_TIME = Comparator.comparing(RecordedExchange::startedAt);

    /** Copies the collections. */
    public Recording {
        nodes = List.copyOf(nodes);
        items = List.copyOf(items);
        documents = Map.copyOf(documents);
        damaged = Map.copyOf(damaged);
    }

    /** All exchanges in order of their start; those of one item that started together in the order of the item. */
    public List<RecordedExchange> exchanges() {
        return all().sorted(BY_TIME).toList();
    }

    /** All exchanges, item by item. */
    public Stream<RecordedExchange> all() {
        return items.stream().flatMap(item -> item.exchanges().stream());
    }

    /**
     * What a recording says about itself.
     *
     * @param index its index of items; missing if it has none
     * @param subjects its list of subjects with their DIDs; missing if it has none
     */
    public record Directory(JsonNode index, JsonNode subjects) {}
}
