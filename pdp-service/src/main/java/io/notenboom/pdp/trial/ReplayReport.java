// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a replay found.
 *
 * @param same decisions that come out as they did
 * @param changed those that do not, at most {@value Replay#MOST_CHANGES}
 * @param notReplayed how many could not be made again, by reason
 * @param next place at which the next call goes on; empty at the end of the period
 */
public record ReplayReport(long same, List<Change> changed, Map<String, Long> notReplayed, Optional<Long> next) {

    public ReplayReport {
        changed = List.copyOf(changed);
        notReplayed = new TreeMap<>(notReplayed);
    }

    /** A decision that comes out otherwise now. */
    public record Change(String decision, String time, String request, Outcome was, Outcome now) {}

    /** The JSON form. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("replayed", same + changed.size()).put("same", same).put("changed", changed.size());
        ObjectNode not = json.putObject("notReplayed");
        notReplayed.forEach(not::put);
        ArrayNode list = json.putArray("changes");
        for (Change change : changed) {
            ObjectNode entry = list.addObject().put("decision", change.decision());
            entry.put("time", change.time()).put("request", change.request());
            entry.set("was", change.was().toJson());
            entry.set("now", change.now().toJson());
        }
        return json.put("next", next.map(String::valueOf).orElse(null));
    }
}
