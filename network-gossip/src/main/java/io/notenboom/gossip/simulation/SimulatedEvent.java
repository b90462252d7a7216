// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.protocol.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Events without signatures, {@code seq|sid or -|prev or -|iat|text}; the id is the SHA-256 of that. A text that begins with
 * {@code invalid} stands for one with a bad signature.
 */
public final class SimulatedEvent {

    private static final int FIELDS = 5;

    private SimulatedEvent() {}

    /** The first event of a stream. */
    public static String genesis(Instant issuedAt, String text) {
        return "0|-|-|" + issuedAt.getEpochSecond() + "|" + text;
    }

    /** The event after another one. */
    public static String next(String previous, Instant issuedAt, String text) {
        return (sequence(previous) + 1) + "|" + stream(previous) + "|" + id(previous) + "|" + issuedAt.getEpochSecond()
                + "|" + text;
    }

    /** Id of an event. */
    public static Digest id(String event) {
        return Digest.sha256(event.getBytes(StandardCharsets.UTF_8));
    }

    /** Its place in the stream. */
    public static long sequence(String event) {
        return Long.parseLong(event.substring(0, event.indexOf('|')));
    }

    /** Its stream. */
    public static Digest stream(String event) {
        String sid = field(event, 1);
        return sid.equals("-") ? id(event) : new Digest(sid);
    }

    static String previous(String event) {
        return field(event, 2);
    }

    static Instant issuedAt(String event) {
        return Instant.ofEpochSecond(Long.parseLong(field(event, 3)));
    }

    static boolean isInvalid(String event) {
        return field(event, FIELDS - 1).startsWith("invalid");
    }

    private static String field(String event, int number) {
        int start = 0;
        for (int i = 0; i < number; i++) {
            start = event.indexOf('|', start) + 1;
        }
        int end = number == FIELDS - 1 ? event.length() : event.indexOf('|', start);
        return event.substring(start, end);
    }
}
