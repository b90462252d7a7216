// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes streams. */
final class Histories {

    static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

    private Histories() {}

    /** A stream with this name and so many events. */
    static List<String> stream(String name, int events, Instant issuedAt) {
        String event = SimulatedEvent.genesis(issuedAt, name);
        List<String> all = new ArrayList<>(List.of(event));
        for (int i = 1; i < events; i++) {
            event = SimulatedEvent.next(event, issuedAt, "event " + i);
            all.add(event);
        }
        return all;
    }

    /** The events that follow one. */
    static List<String> after(String last, int events, Instant issuedAt, String text) {
        List<String> all = new ArrayList<>();
        String event = last;
        for (int i = 0; i < events; i++) {
            event = SimulatedEvent.next(event, issuedAt, text + i);
            all.add(event);
        }
        return all;
    }

    static String name(int stream) {
        return "vendor " + stream;
    }

    /** A log with so many streams of so many events each. */
    static SimulatedStreams log(int streams, int events) {
        SimulatedStreams log = new SimulatedStreams(InstantSource.fixed(LONG_AGO));
        for (int stream = 0; stream < streams; stream++) {
            var unused = log.offer(stream(name(stream), events, LONG_AGO));
        }
        return log;
    }
}
