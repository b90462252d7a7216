// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that go into one push, and where each belongs.
 *
 * @param events compact form, as many as one message takes
 * @param places stream and sequence of each
 */
public record PushedEvents(List<String> events, List<StreamStart> places) {

    /** Copies the lists. */
    public PushedEvents {
        events = List.copyOf(events);
        places = List.copyOf(places);
    }

    /** Reads from this node's log what is to be pushed of these streams. */
    public static PushedEvents of(List<StreamStart> starts, ReplicatedStreams streams) {
        List<String> events = new ArrayList<>();
        List<StreamStart> places = new ArrayList<>();
        int characters = 0;
        for (StreamStart start : starts) {
            int room = GossipLimits.MAX_PUSH_EVENTS - events.size();
            long sequence = start.from();
            for (String event : room == 0
                    ? List.<String>of()
                    : streams.suffix(start.sid(), start.from(), room).events()) {
                characters += event.length();
                if (characters > GossipLimits.MAX_EVENTS_CHARACTERS || events.size() == GossipLimits.MAX_PUSH_EVENTS) {
                    return new PushedEvents(events, places);
                }
                events.add(event);
                places.add(new StreamStart(start.sid(), sequence++));
            }
        }
        return new PushedEvents(events, places);
    }

    /** The answer of the peer with its verdicts, one for each event. */
    public Answer.Pushed judged(List<Verdict> verdicts) {
        List<Answer.PushedEvent> judged = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            judged.add(new Answer.PushedEvent(places.get(i).sid(), places.get(i).from(), verdicts.get(i)));
        }
        return new Answer.Pushed(judged);
    }
}
