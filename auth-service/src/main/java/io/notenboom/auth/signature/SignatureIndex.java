// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.signature;

import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.memo.Recent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Notes until when something will have to be verified, before it is signed. A mark is set {@link #AHEAD} later than needed,
 * so that what is signed all the time costs a look into memory and a write every few minutes; a key is therefore known to
 * be needed a little too long, never too short. Safe for many threads; processes share the marks and nothing else.
 */
public final class SignatureIndex {

    /** How much later a mark is set than is needed. */
    static final Duration AHEAD = Duration.ofMinutes(10);

    /** How long something counts that has no end of its own. */
    public static final Duration WITHOUT_END = Duration.ofDays(365);

    private static final int REMEMBERED = 10_000;

    private final SignatureMarks marks;
    private final InstantSource clock;
    private final Duration withoutEnd;
    private final Recent<Mark, Noted> noted = new Recent<>(REMEMBERED);

    private record Mark(DidUrl method, SignatureKind kind) {}

    /**
     * @param at when it was written
     * @param until what was written
     */
    private record Noted(Instant at, Instant until) {}

    /** @param withoutEnd how long something counts that has no end of its own */
    public SignatureIndex(SignatureMarks marks, InstantSource clock, Duration withoutEnd) {
        this.marks = marks;
        this.clock = clock;
        this.withoutEnd = withoutEnd;
    }

    /**
     * Notes that something is about to be signed; durable when it returns.
     *
     * @param until when what is signed ends; null if it has no end of its own
     */
    public void expect(DidUrl method, SignatureKind kind, @Nullable Instant until) {
        Instant now = clock.instant();
        Instant end = until == null ? now.plus(withoutEnd) : until;
        Mark mark = new Mark(method, kind);
        boolean known = noted.get(mark).filter(last -> covers(last, end, now)).isPresent();
        if (!known) {
            Instant written = end.plus(AHEAD);
            marks.raise(method, kind, written);
            noted.put(mark, new Noted(now, written));
        }
    }

    /** A mark is written again now and then, so that one that a fail-over of the store lost comes back. */
    private static boolean covers(Noted last, Instant end, Instant now) {
        return !last.until().isBefore(end) && last.at().plus(AHEAD).isAfter(now);
    }
}
