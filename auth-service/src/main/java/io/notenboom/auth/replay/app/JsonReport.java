// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.ItemReport;
import io.notenboom.trust.json.StrictJson;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** One JSON object with all folders and items. */
final class JsonReport implements ReportWriter {

    private final PrintStream out;
    private final ObjectNode json = StrictJson.newObject();
    private final ArrayNode recordings = json.putArray("recordings");
    private Counts all = Counts.NONE;

    JsonReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void folder(String folder, List<ItemReport> items) {
        ObjectNode recording = recordings.addObject().put("folder", folder);
        Counts counts = Counts.of(items);
        all = all.plus(counts);
        put(recording, counts);
        ArrayNode array = recording.putArray("items");
        for (ItemReport item : items) {
            ObjectNode object = array.addObject()
                    .put("item", item.name())
                    .put("result", item.result().name().toLowerCase(Locale.ROOT));
            item.checks().forEach(object.putArray("checks")::add);
            item.differences().forEach(object.putArray("differences")::add);
            item.problems().forEach(object.putArray("problems")::add);
            item.undecided().forEach(object.putArray("undecided")::add);
        }
    }

    private static void put(ObjectNode target, Counts counts) {
        target.put("passed", counts.passed()).put("failed", counts.failed()).put("skipped", counts.skipped());
    }

    @Override
    public int end() {
        put(json, all);
        out.println(json.toPrettyString());
        return all.failed();
    }
}
